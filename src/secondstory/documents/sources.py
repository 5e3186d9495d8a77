"""Finds the documents below paths, one at a time: folders, single files, zips, zips inside folders and inside zips."""

import io
import os
import re
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import IO
from zipfile import ZipFile, ZipInfo

from secondstory.documents import archives
from secondstory.documents.archives import Budget, BudgetSpentError, Limits
from secondstory.documents.values import Refusal, RefusedInput, SourceFile

Found = SourceFile | Refusal

_DEFAULT = Limits()
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06")
_SYSTEM_NAMES = {"__macosx", "thumbs.db", "desktop.ini", "icon\r"}
_PAGE_FURNITURE = re.compile(r"\.(css|js|map|woff2?|ttf|eot|ico)$|(^|/)images/icons/|(^|/)attachments/thumbnails/", re.IGNORECASE)
_KEPT_IN_MEMORY = 8 * archives.MEBIBYTE


def walk(paths: Iterable[Path | str], *, limits: Limits = _DEFAULT) -> Iterator[Found]:
    """Every document below the paths in sorted order, and a Refusal for each that cannot be taken. Hidden files, files of the
    system and the style sheets of exported pages are passed over."""
    for path in map(Path, paths):
        root = path.resolve()
        if not root.exists():
            yield Refusal(name=_shown(path.name or str(path)), reason="there is no such file or folder")
        elif root.is_dir():
            yield from _folder(root, limits=limits)
        else:
            yield from _file(root, name=_shown(path.name or root.name), limits=limits)


def unpack(name: str, content: bytes, *, limits: Limits = _DEFAULT) -> Iterator[Found]:
    """The documents of one upload: the file itself, or what the zip holds."""
    if _is_archive(name, content):
        yield from _archive(name, io.BytesIO(content), limits=limits)
    elif len(content) > limits.document_bytes:
        yield Refusal(name=name, reason=archives.too_large(limits.document_bytes))
    elif not _is_export_listing(name, content):
        yield SourceFile(name=name, content=content)


def _folder(root: Path, *, limits: Limits) -> Iterator[Found]:
    """Goes down with a stack of its own: a folder can be nested deeper than Python calls can."""
    waiting = [root]
    while waiting:
        path = waiting.pop()
        name = _shown(path.relative_to(root).as_posix())
        if path != root and path.is_symlink():
            reason = _reason_to_refuse_link(path, root)
            if reason:
                yield Refusal(name=name, reason=reason)
                continue
            if path.is_dir():
                continue  # leads to a folder that is read at its own place
        try:
            if path.is_dir():
                waiting.extend(sorted((child for child in path.iterdir() if not _is_passed_over(child.name)), reverse=True))
            elif not _PAGE_FURNITURE.search(name):
                yield from _file(path, name=name, limits=limits)
        except OSError as error:
            yield Refusal(name=name, reason=_cannot_open(error))


def _reason_to_refuse_link(path: Path, root: Path) -> str | None:
    try:
        target = path.resolve(strict=True)
    except (OSError, RuntimeError):
        return "it is a link that leads nowhere; copy the file itself here"
    if not target.is_relative_to(root):
        return "it is a link that leaves the folder; copy the file itself here or import that folder too"
    return None


def _file(path: Path, *, name: str, limits: Limits) -> Iterator[Found]:
    try:
        facts = path.stat()
        if not stat.S_ISREG(facts.st_mode):
            yield Refusal(name=name, reason="it is a device or a pipe, not a file")
            return
        with path.open("rb") as stream:
            if _is_archive(name, stream):
                yield from _archive(name, stream, limits=limits)
                return
            if facts.st_size > limits.document_bytes:
                yield Refusal(name=name, reason=archives.too_large(limits.document_bytes))
                return
            content = stream.read(limits.document_bytes + 1)
    except OSError as error:
        yield Refusal(name=name, reason=_cannot_open(error))
        return
    if len(content) > limits.document_bytes:  # it grew after its size was asked for
        yield Refusal(name=name, reason=archives.too_large(limits.document_bytes))
    elif not _is_export_listing(name, content):
        yield SourceFile(name=name, content=content)


def _archive(name: str, stream: IO[bytes], *, limits: Limits) -> Iterator[Found]:
    budget = Budget(archive_bytes=stream.seek(0, os.SEEK_END), limits=limits)
    try:
        yield from _entries(name, stream, limits=limits, budget=budget, depth=1)
    except BudgetSpentError:
        yield Refusal(name=name, reason="it unpacks to far more than it should, as a zip bomb does; the rest of it was not read")


def _entries(name: str, stream: IO[bytes], *, limits: Limits, budget: Budget, depth: int) -> Iterator[Found]:
    if depth > limits.depth:
        yield Refusal(name=name, reason=f"it lies more than {limits.depth} zips deep; unpack it yourself and import the folder")
        return
    size = stream.seek(0, os.SEEK_END)
    try:
        archive = archives.open_archive(stream, limits=limits)
    except RefusedInput as error:
        yield Refusal(name=name, reason=str(error))
        return
    with archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        if not infos:
            yield Refusal(name=name, reason="the zip is empty")
        seen: set[str] = set()
        for info in sorted(infos, key=archives.entry_name):
            entry = archives.entry_name(info)
            inner = f"{name}/{_shown(entry.removeprefix('./'))}"
            reason = archives.reason_to_refuse(info)
            if reason != archives.WAY_OUT and (_is_hidden(entry) or _PAGE_FURNITURE.search(entry)):
                continue
            if inner in seen:
                reason = "the zip holds more than one file of this name; only the first was read"
            seen.add(inner)
            if reason:
                yield Refusal(name=inner, reason=reason)
            else:
                yield from _entry(inner, archive, info, archive_bytes=size, limits=limits, budget=budget, depth=depth)


def _entry(
    name: str, archive: ZipFile, info: ZipInfo, *, archive_bytes: int, limits: Limits, budget: Budget, depth: int
) -> Iterator[Found]:
    may_be_archive = name.lower().endswith(".zip")
    at_most = limits.nested_bytes if may_be_archive else limits.document_bytes
    with SpooledTemporaryFile(max_size=_KEPT_IN_MEMORY) as unpacked:
        try:
            pieces = archives.unpack(archive, info, at_most=at_most, archive_bytes=archive_bytes, limits=limits, budget=budget)
            for piece in pieces:
                unpacked.write(piece)
        except RefusedInput as error:
            yield Refusal(name=name, reason=str(error))
            return
        if _is_archive(name, unpacked):
            yield from _entries(name, unpacked, limits=limits, budget=budget, depth=depth + 1)
            return
        unpacked.seek(0)
        content = unpacked.read()
    if not _is_export_listing(name, content):
        yield SourceFile(name=name, content=content)


def _is_archive(name: str, file: bytes | IO[bytes]) -> bool:
    """A zip that holds documents, not one that is a document itself (DOCX and its kin). Leaves the stream at its start."""
    stream = io.BytesIO(file) if isinstance(file, bytes) else file
    stream.seek(0)
    start = stream.read(4)
    stream.seek(0)
    if name.lower().endswith(".zip"):
        return bool(start)  # an empty one is refused as an empty file
    if start not in _ZIP_STARTS or name.lower().endswith(".docx"):
        return False
    return not archives.is_document(stream)


def _is_export_listing(name: str, content: bytes) -> bool:
    """The page that lists the pages of a Confluence space export: each of them is read on its own."""
    is_index = name.rpartition("/")[2].lower() == "index.html"
    return is_index and b"pageSectionTitle" in content and b"wiki-content" not in content


def _is_passed_over(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _SYSTEM_NAMES


def _is_hidden(path: str) -> bool:
    return any(_is_passed_over(part) for part in path.split("/") if part != ".")


def _shown(name: str) -> str:
    """The name as text that can be stored and printed: bytes that are not UTF-8 and control characters are spelled out."""
    readable = os.fsencode(name).decode("utf-8", "backslashreplace")
    if readable.isprintable():
        return readable
    return "".join(char if char.isprintable() else char.encode("unicode_escape").decode() for char in readable)


def _cannot_open(error: OSError) -> str:
    if isinstance(error, PermissionError):
        return "you may not read it; change its permissions"
    return f"it cannot be opened ({error.strerror or 'unknown reason'})"
