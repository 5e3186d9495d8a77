"""From the paths on the command line to documents."""

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from secondstory.language.configuration import Configuration, configuration_for
from secondstory.language.project import FORMATS
from secondstory.language.readers import Format

STDIN = "-"
_OTHER_DOCUMENTS = frozenset(
    {".adoc", ".asciidoc", ".doc", ".docx", ".epub", ".mht", ".mhtml", ".odt", ".org", ".pdf", ".rst", ".rtf", ".tex", ".textile", ".zip"}
)
_NOT_ENTERED = frozenset({"node_modules", "__pycache__", "site-packages"})


class UnreadableError(Exception):
    """Something that was named cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Source:
    """A document to look at."""

    name: str
    """As it was given, with forward slashes."""
    folder: Path
    format: Format
    path: str

    def text(self) -> str:
        """The document's text; raises `UnreadableError`."""
        return decoded(read_bytes(self.path), name=self.name)


def sources(
    paths: Sequence[str], *, stdin_filename: str, complain: Callable[[str], None], skipped: Callable[[str], None]
) -> Iterator[Source]:
    """Find the documents that the paths name, each once. What is not there is complained of; other formats are named as skipped."""
    seen: set[str] = set()
    for given in paths:
        for path, was_named in _files(given, complain=complain):
            if path in seen:
                continue
            seen.add(path)
            source = _source(path, stdin_filename=stdin_filename, was_named=was_named)
            if isinstance(source, Source):
                yield source
            elif source:
                skipped(source)


def read_bytes(path: str) -> bytes:
    """Read a file, or standard input for "-"; raise `UnreadableError`."""
    if path == STDIN:
        return sys.stdin.buffer.read()
    try:
        return Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise UnreadableError(f"{path} cannot be read: {getattr(error, 'strerror', None) or error}.") from error


def decoded(content: bytes, *, name: str) -> str:
    """Read bytes as text: UTF-8, UTF-16 with its mark, else Windows-1252; raise `UnreadableError` when it is no text."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", "replace")
    if b"\x00" in content[:8000]:
        raise UnreadableError(f"{name} is not a text.")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _files(given: str, *, complain: Callable[[str], None]) -> Iterator[tuple[str, bool]]:
    """The files behind one argument, and whether each was named itself."""
    if given == STDIN or os.path.isfile(given):
        yield given, True
    elif os.path.isdir(given):
        yield from ((path, False) for path in _inside(given))
    elif any(mark in given for mark in "*?["):
        from glob import glob

        found = sorted(path for path in glob(given, recursive=True) if os.path.isfile(path))
        if not found:
            complain(f"No file matches {given}.")
        yield from ((path, False) for path in found)
    elif os.path.exists(given):
        yield given, True
    else:
        complain(f"There is no file or folder {given}.")


def _inside(folder: str) -> Iterator[str]:
    for place, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name not in _NOT_ENTERED)
        yield from (os.path.join(place, name) for name in sorted(names) if not name.startswith("."))


def _source(path: str, *, stdin_filename: str, was_named: bool) -> Source | str:
    """The document, or what to say of a file that is skipped."""
    name = (stdin_filename or "<stdin>") if path == STDIN else path.removeprefix(f".{os.sep}")
    ending = os.path.splitext(name)[1].lower()
    folder = Path(os.path.dirname(name) if os.path.isdir(os.path.dirname(name)) else ".")
    form = FORMATS.get(ending)
    if path == STDIN:
        form = form or "markdown"
    elif _is_left_out(path, configuration_for(folder), was_named=was_named):
        return ""
    if form is None:
        known = ", ".join(FORMATS)
        return f"{name}: skipped; this reads {known}." if was_named or ending in _OTHER_DOCUMENTS else ""
    return Source(name.replace(os.sep, "/"), folder, form, path)


def _is_left_out(path: str, configuration: Configuration, *, was_named: bool) -> bool:
    if configuration.folder is None or not (configuration.exclude or configuration.include):
        return False
    relative = os.path.relpath(path, configuration.folder).replace(os.sep, "/")
    if any(_matches(relative, pattern) for pattern in configuration.exclude):
        return True
    return bool(configuration.include) and not was_named and not any(_matches(relative, pattern) for pattern in configuration.include)


def _matches(path: str, pattern: str) -> bool:
    """Whether the path, or a folder above it, matches. `*` stands for any letters, also across folders; `**/` also for no folder."""
    from fnmatch import fnmatch

    bare = pattern.removeprefix("./").rstrip("/")
    patterns = {bare, bare.replace("**/", "")}
    return any(fnmatch(path, one) or fnmatch(path, f"{one}/*") for one in patterns)
