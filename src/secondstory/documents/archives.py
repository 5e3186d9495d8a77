"""Zips read safely: every limit is measured while unpacking, because what a zip says about itself can be a lie."""

import lzma
import re
import stat
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from zipfile import BadZipFile, LargeZipFile, ZipFile, ZipInfo

from secondstory.documents.values import RefusedInput

MEBIBYTE = 1024 * 1024
_CHUNK = 64 * 1024
_RATIO_COUNTS_FROM = MEBIBYTE
_SMALLEST_BUDGET = 100 * MEBIBYTE
_DIRECTORY_BYTES_PER_ENTRY = 300
_SPOILT = (BadZipFile, LargeZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, ValueError, NotImplementedError)
_DOCUMENT_MARKS = {"[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF"}
_DRIVE = re.compile(r"^[A-Za-z]:")

WAY_OUT = "its name points outside the zip or uses backslashes; rename it and zip again"
LINK = "it is a link to another file; put the file itself into the zip"
LOCKED = "it is protected by a password; unpack it yourself and import the folder"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one import may cost. Sizes in bytes; `ratio` is unpacked to packed size; `depth` counts zips inside zips."""

    document_bytes: int = 25 * MEBIBYTE
    unpacked_bytes: int = 2048 * MEBIBYTE
    nested_bytes: int = 512 * MEBIBYTE
    entries: int = 50_000
    ratio: int = 200
    depth: int = 3


class BudgetSpentError(Exception):
    """An archive unpacks to more than is allowed in all: the rest of it is not read."""


class Budget:
    """How many bytes may still be unpacked from one archive and the archives inside it."""

    def __init__(self, *, archive_bytes: int, limits: Limits) -> None:
        self._left = min(limits.unpacked_bytes, max(_SMALLEST_BUDGET, limits.ratio * archive_bytes))

    def spend(self, size: int) -> None:
        self._left -= size
        if self._left < 0:
            raise BudgetSpentError


def too_large(limit: int) -> str:
    return f"it is larger than {limit // MEBIBYTE} MB; split it or import its text alone"


def open_archive(stream: IO[bytes], *, limits: Limits) -> ZipFile:
    """Raises RefusedInput when the zip is malformed or lists too many files to open safely."""
    try:
        if _directory_size(stream) > limits.entries * _DIRECTORY_BYTES_PER_ENTRY:
            raise RefusedInput(f"the zip lists more than {limits.entries} files; split it")
        archive = ZipFile(stream)
    except UnicodeDecodeError as error:
        raise RefusedInput("the zip names its files in an unknown encoding; zip the folder again") from error
    except _SPOILT as error:
        raise RefusedInput("the zip is damaged or cut off; export or copy it again") from error
    if len(archive.infolist()) > limits.entries:
        raise RefusedInput(f"the zip lists more than {limits.entries} files; split it")
    return archive


def is_document(stream: IO[bytes]) -> bool:
    """Whether this zip is one document (DOCX, ODT, EPUB, JAR …) rather than a box of files. Leaves the stream at its start."""
    try:
        names = set(open_archive(stream, limits=Limits()).namelist())
    except RefusedInput:
        names = set()
    stream.seek(0)
    return not names.isdisjoint(_DOCUMENT_MARKS)


def _directory_size(stream: IO[bytes]) -> int:
    """The length of the list of files as the end record states it: ZipFile reads that many bytes at once."""
    end = stream.seek(0, 2)
    stream.seek(max(0, end - 22 - 65_536 - 76))
    tail = stream.read()
    stream.seek(0)
    record = tail.rfind(b"PK\x05\x06")
    if record < 0:
        return 0
    size = int.from_bytes(tail[record + 12 : record + 16], "little")
    large = record - 20 - 56
    if large >= 0 and tail[large : large + 4] == b"PK\x06\x06":
        size = max(size if size != 0xFFFFFFFF else 0, int.from_bytes(tail[large + 40 : large + 48], "little"))
    return size


def entry_name(info: ZipInfo) -> str:
    """The name as its author saw it: many tools write UTF-8 without saying so, which reads as cp437."""
    if info.flag_bits & 0x800:
        return info.orig_filename
    try:
        return info.orig_filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.orig_filename


def reason_to_refuse(info: ZipInfo) -> str | None:
    """What is wrong with an entry before any of it is unpacked."""
    name = entry_name(info)
    if "\\" in name or name.startswith("/") or _DRIVE.match(name) or ".." in name.split("/") or "\0" in name:
        return WAY_OUT
    if stat.S_ISLNK(info.external_attr >> 16):
        return LINK
    if info.flag_bits & 0x1:
        return LOCKED
    return None


def unpack(archive: ZipFile, info: ZipInfo, *, at_most: int, archive_bytes: int, limits: Limits, budget: Budget) -> Iterator[bytes]:
    """The bytes of one entry in pieces. Raises RefusedInput when this one is damaged, too large or a bomb, BudgetSpentError when
    the whole archive is."""
    packed = max(1, min(info.compress_size, archive_bytes))
    unpacked = 0
    try:
        with archive.open(info) as stream:
            while piece := stream.read(_CHUNK):
                unpacked += len(piece)
                budget.spend(len(piece))
                if unpacked > at_most:
                    raise RefusedInput(too_large(at_most))
                if unpacked > _RATIO_COUNTS_FROM and unpacked > limits.ratio * packed:
                    raise RefusedInput(f"it unpacks to more than {limits.ratio} times its size, as a zip bomb does")
                yield piece
    except RuntimeError as error:
        if isinstance(error, NotImplementedError):
            raise RefusedInput("it is packed in a way that is not supported; zip it again") from error
        raise RefusedInput(LOCKED) from error
    except _SPOILT as error:
        raise RefusedInput("it is damaged inside the zip; export or copy it again") from error
