"""A real browser for the journeys: the one installed, else Debian's package where it can be installed."""

import os
import shutil
import subprocess
from functools import cache

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
]


@cache
def chromium() -> str | None:
    """Return the path of a Chromium, or None where there is none and none can be installed."""
    if found := _installed():
        return found
    if shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "update", "-qq"], check=False, stdout=subprocess.DEVNULL)
        subprocess.run(["apt-get", "install", "-qq", "--yes", "chromium"], check=False, stdout=subprocess.DEVNULL)
    return _installed()


def _installed() -> str | None:
    return next((path for name in NAMES if (path := shutil.which(name))), None)
