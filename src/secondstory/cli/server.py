"""The web server and the worker as processes of this machine."""

import http.client
import multiprocessing
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from types import FrameType

import click

SECONDS_TO_STOP = 5


def free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def run_web(*, host: str, port: int, then_say: Sequence[str] = ()) -> None:
    """Serve until stopped. Once the first page answers, print where, and then these lines.

    The server forks its workers, and what another thread holds at that moment, such as the lock of the resolver, is held in them for ever.
    So this process has no second thread and no open database then, and a process of its own waits for the first page.
    """
    from django.conf import settings
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    port = port or free_port(host)
    server = Server(
        "secondstory.config.asgi:application",
        address=host,
        port=port,
        interface=Interfaces.ASGINL,
        workers=1,
        websockets=True,
        log_level=LogLevels.warning,
        log_access=False,
        static_path_route=["/static"],
        static_path_mount=[settings.STATIC_ROOT],
        workers_kill_timeout=SECONDS_TO_STOP,
        respawn_failed_workers=True,
    )
    close_databases()
    multiprocessing.Process(target=_say_when_ready, args=(host, port, then_say), daemon=True).start()
    server.serve()


def close_databases() -> None:
    """Close every connection, and their pools, before a process forks."""
    from django.db import connections

    for connection in connections.all(initialized_only=True):
        connection.close()
        if connection.vendor == "postgresql":
            connection.close_pool()  # type: ignore[attr-defined]


def _say_when_ready(host: str, port: int, then_say: Sequence[str]) -> None:
    shown = "localhost" if host in {"127.0.0.1", "0.0.0.0"} else host  # noqa: S104
    for _ in range(600):
        with suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1" if host == "0.0.0.0" else host, port, timeout=5)  # noqa: S104
            connection.request("GET", "/health/", headers={"Host": "localhost"})
            if connection.getresponse().status == http.HTTPStatus.OK:
                break
        time.sleep(0.05)
    click.echo(f"Second Story is ready at http://{shown}:{port}")
    for line in then_say:
        click.echo(line)
    sys.stdout.flush()


@contextmanager
def worker() -> Iterator[None]:
    """Run a worker beside the web process, and stop it with it."""
    process = subprocess.Popen([sys.executable, "-m", "secondstory", "worker"])

    def stop(_signal: int, _frame: FrameType | None) -> None:
        raise SystemExit(0)

    signal.signal(signal.SIGTERM, stop)
    try:
        yield
    finally:
        process.terminate()
        try:
            process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            process.kill()
