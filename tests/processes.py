"""The product's own processes, started as an operator starts them and killed as a machine kills them."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def environment(data: Path, *, database_url: str = "") -> dict[str, str]:
    """Variables for processes with data of their own, whatever stands in those of the caller."""
    clean = {k: v for k, v in os.environ.items() if not k.startswith(("SECONDSTORY_", "DATABASE_URL", "DJANGO_"))}
    return clean | {
        "SECONDSTORY_DATA": str(data),
        "SECONDSTORY_SECRET_KEY": "only-for-tests-and-benchmarks-" + "x" * 12,
        "DATABASE_URL": database_url,
        "PYTHONPATH": os.pathsep.join([str(ROOT / "src"), str(ROOT)]),
        "PYTHONUNBUFFERED": "1",
    }


def run(variables: Mapping[str, str], *arguments: str, given: str | None = None) -> str:
    """Run one command to its end and return what it printed."""
    command = [sys.executable, "-m", "secondstory", *arguments]
    return subprocess.run(command, env=variables, check=True, stdout=subprocess.PIPE, text=True, input=given).stdout


@contextmanager
def web(variables: Mapping[str, str], *, log: Path) -> Iterator[tuple[str, int]]:
    """Serve, yield host and port once the first page answers, and stop."""
    with log.open("a") as errors:
        server = subprocess.Popen(
            [sys.executable, "-m", "secondstory", "web", "--port", "0"],
            env=variables,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            start_new_session=True,
        )
        try:
            assert server.stdout is not None
            said = server.stdout.readline()
            found = re.search(r"ready at http://([^:/]+):(\d+)", said)
            if found is None:
                raise RuntimeError(f"The server did not start: {said}\n{log.read_text()[-3000:]}")
            yield "127.0.0.1", int(found[2])
        finally:
            end(server, signal.SIGTERM)


def start_worker(variables: Mapping[str, str], *, log: Path) -> subprocess.Popen[bytes]:
    """Start a worker in a process group of its own, so that all of it can be killed at once."""
    with log.open("a") as errors:
        return subprocess.Popen(
            [sys.executable, "-m", "secondstory", "worker"], env=variables, stdout=errors, stderr=errors, start_new_session=True
        )


def end(process: subprocess.Popen[str] | subprocess.Popen[bytes], how: signal.Signals) -> None:
    """Send a signal to a process and all that it started, and wait for it."""
    if process.poll() is None:
        os.killpg(process.pid, how)
    try:
        process.wait(20)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait(20)
