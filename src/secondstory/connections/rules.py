"""The address of a connection, and for how long things are kept. Pure."""

from datetime import timedelta

HOOKS = "/hooks/"
DAYS_RAW_IS_KEPT = 30
MOST_DAYS = 3650
FORMER_SECRET_WORKS = timedelta(days=1)
"""Vendors change a signing secret at another moment than we do: for that long, the former one is good too."""


def hook_path(connection_id: int, secret: str) -> str:
    """Return the path to which the vendor sends."""
    return f"{HOOKS}{connection_id}/{secret}"


def parts_of_hook_path(path: str) -> tuple[int, str] | None:
    """Return connection and secret of a path, None where it cannot be that of a connection."""
    number, _, secret = path.removeprefix(HOOKS).rstrip("/").partition("/")
    if not (path.startswith(HOOKS) and number.isascii() and number.isdigit() and len(number) < 16 and 0 < len(secret) < 200):
        return None
    return int(number), secret
