"""The kinds of files that are taken, recognised by their content alone: neither a name nor what a browser claims counts."""

import csv
import io
import json
import re
import zipfile
from dataclasses import dataclass


class RefusedFile(Exception):
    """A file that is not taken; the message says why and what to do, in words for the person who gave it."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. `suffixes` are endings that a name of this kind may have; the first is given to a name with another one."""

    media_type: str
    suffixes: tuple[str, ...]
    words: str
    is_picture: bool = False


PNG = Kind("image/png", (".png",), "PNG picture", is_picture=True)
JPEG = Kind("image/jpeg", (".jpg", ".jpeg"), "JPEG picture", is_picture=True)
GIF = Kind("image/gif", (".gif",), "GIF picture", is_picture=True)
WEBP = Kind("image/webp", (".webp",), "WebP picture", is_picture=True)
SVG = Kind("image/svg+xml", (".svg",), "SVG drawing")
PDF = Kind("application/pdf", (".pdf",), "PDF")
ZIP = Kind("application/zip", (".zip",), "zip file")
JSON = Kind("application/json", (".json",), "JSON")
CSV = Kind("text/csv", (".csv", ".tsv"), "table (CSV)")
TEXT = Kind("text/plain", (".txt", ".log", ".md", ".csv", ".tsv", ".json", ".jsonl", ".yaml", ".yml", ".toml", ".conf"), "plain text")
KINDS = (PNG, JPEG, GIF, WEBP, SVG, PDF, ZIP, JSON, CSV, TEXT)
TAKEN = "Pictures (PNG, JPEG, GIF, WebP), SVG, PDF, plain text, logs, CSV, JSON and zip files are taken."

_HEAD = 4096
_SAMPLE = 65_536
_PAGES = frozenset({"!doctype", "html", "head", "body", "script", "iframe", "xsl:stylesheet"})
_OFFICE = ("[Content_Types].xml", "mimetype", "META-INF/MANIFEST.MF", "AndroidManifest.xml")


def kind_of(content: bytes) -> Kind:
    """Return what a file is. Raises `RefusedFile` for what is not taken, damaged or empty.

    What begins as a picture is only said to be one here: it counts once it could be drawn.
    """
    if not content:
        raise RefusedFile("it is empty.")
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith((b"GIF87a", b"GIF89a")):
        return GIF
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return WEBP
    if content.startswith(b"%PDF-"):
        return PDF
    if content.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(content)
    return _kind_of_text(content)


def _zip(content: bytes) -> Kind:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise RefusedFile("it begins like a zip file and is not a whole one. Zip it again.") from error
    if any(name in _OFFICE for name in names):
        raise RefusedFile("it is an office document or a program. Save a document as PDF, or put it into a zip file.")
    return ZIP


def _kind_of_text(content: bytes) -> Kind:
    text = _as_text(content)
    start = text[:_HEAD].lstrip("\ufeff \t\r\n")
    if start.startswith("<"):
        return _kind_of_markup(text)
    if start.startswith(("{", "[")) and _is_json(text):
        return JSON
    return CSV if _is_table(text[:_SAMPLE]) else TEXT


def _as_text(content: bytes) -> str:
    if b"\0" in content[:_SAMPLE] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise RefusedFile(f"its content is of a kind that is not taken. {TAKEN}")
    for encoding in ("utf-16",) if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig", "cp1252", "latin-1"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if _is_readable(text[:_SAMPLE]):
            return text
    raise RefusedFile(f"its content is of a kind that is not taken. {TAKEN}")


def _is_readable(text: str) -> bool:
    """Say whether this is text: hardly any control characters, but for those of lines and of colours in a terminal."""
    strange = sum(1 for one in text if ord(one) < 32 and one not in "\t\n\r\f\b\x1b")
    return strange * 100 <= len(text)


def _kind_of_markup(text: str) -> Kind:
    """Tell a drawing from a page: by its root element, which comes after comments and declarations."""
    root = _root_of(text[:_SAMPLE])
    if root == "svg" or root.endswith(":svg"):
        return SVG
    if (
        root in {"!doctype", "html", "head", "body", "script", "iframe", "xhtml", "xsl:stylesheet", "stylesheet"}
        or "<script" in text.lower()
    ):
        raise RefusedFile("it is a web page, which could act in the name of whoever opens it. Save it as PDF, or as a picture.")
    return TEXT


def _root_of(text: str) -> str:
    at = 0
    while (at := text.find("<", at)) >= 0:
        if text.startswith("<!--", at):
            at = text.find("-->", at)
        elif text.startswith("<?", at):
            at = text.find("?>", at)
        elif text[at : at + 9].lower() == "<!doctype":
            words = text[at + 9 : at + 200].split()
            if not words or words[0].strip(">").lower() != "svg":
                return "!doctype"
            at = _after_doctype(text, at)
        else:
            name = re.match(r"<([A-Za-z][\w:.-]*)", text[at : at + 60])
            return name[1].lower() if name else ""
        if at < 0:
            return ""
        at += 1
    return ""


def _after_doctype(text: str, at: int) -> int:
    """Return where a declaration ends, which may hold others in square brackets."""
    end, inner = text.find(">", at), text.find("[", at)
    return text.find("]>", inner) + 1 if 0 <= inner < end else end


def _is_json(text: str) -> bool:
    try:
        json.loads(text.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return False
    return True


def _is_table(text: str) -> bool:
    """Say whether these are at least two lines with the same number of cells, two or more."""
    lines = text.splitlines()[:20]
    if len(text) == _SAMPLE:
        lines = lines[:-1]
    for separator in ",;\t":
        try:
            widths = {len(row) for row in csv.reader(lines, delimiter=separator, strict=True) if row}
        except csv.Error:
            continue
        if len(lines) > 1 and len(widths) == 1 and widths.pop() > 1:
            return True
    return False
