"""Which format a file has: its first bytes are believed before its name."""

import re
from enum import StrEnum

from secondstory.documents.values import RefusedInput


class Format(StrEnum):
    MARKDOWN = "markdown"
    TEXT = "text"
    HTML = "html"
    DOCX = "docx"
    RST = "rst"


_PICTURE = "it is a picture; only documents are read"
_SOUND_OR_FILM = "it is a recording; only documents are read, so import its transcript"
_PACKED = "archives of this kind are not opened; unpack it, or zip the folder"
_OLD_OFFICE = "it is an old or password-protected Office file; save it as DOCX without a password"
_OTHER_OFFICE = "only DOCX is read of the office formats; save it as DOCX, HTML or Markdown"
_PDF = "PDF is not read; export the original as DOCX, HTML or Markdown"
_RTF = "RTF is not read; save it as DOCX"
_TABLE = "it is a table, not a document; the pages it lists are read from their own files"
_PROGRAM = "it is a program or a database; only documents are read"

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", _PDF),
    (b"{\\rtf", _RTF),
    (b"\x89PNG\r\n", _PICTURE),
    (b"\xff\xd8\xff", _PICTURE),
    (b"GIF87a", _PICTURE),
    (b"GIF89a", _PICTURE),
    (b"II*\0", _PICTURE),
    (b"MM\0*", _PICTURE),
    (b"RIFF", _SOUND_OR_FILM),
    (b"OggS", _SOUND_OR_FILM),
    (b"ID3", _SOUND_OR_FILM),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", _OLD_OFFICE),
    (b"\x1f\x8b", _PACKED),
    (b"BZh", _PACKED),
    (b"\xfd7zXZ\0", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"Rar!\x1a\x07", _PACKED),
    (b"\x28\xb5\x2f\xfd", _PACKED),
    (b"\x7fELF", _PROGRAM),
    (b"MZ\x90\0", _PROGRAM),
    (b"SQLite format 3\0", _PROGRAM),
)
_REFUSED_ENDINGS: dict[str, str] = {
    **dict.fromkeys(("png", "jpg", "jpeg", "gif", "webp", "bmp", "tif", "tiff", "heic", "avif", "svg", "drawio", "psd"), _PICTURE),
    **dict.fromkeys(("mp3", "mp4", "m4a", "wav", "mov", "avi", "mkv", "webm", "ogg"), _SOUND_OR_FILM),
    **dict.fromkeys(("gz", "tgz", "tar", "bz2", "xz", "7z", "rar", "zst"), _PACKED),
    **dict.fromkeys(("xls", "xlsx", "xlsm", "ppt", "pptx", "odt", "ods", "odp", "pages", "numbers", "key", "epub", "dot"), _OTHER_OFFICE),
    **dict.fromkeys(("csv", "tsv"), _TABLE),
    **dict.fromkeys(("exe", "dll", "so", "dylib", "sqlite", "db", "pyc", "class", "jar"), _PROGRAM),
    "pdf": _PDF,
    "rtf": _RTF,
}
_FORMATS: dict[str, Format] = {
    **dict.fromkeys(("md", "markdown", "mdown", "mkd", "mdx"), Format.MARKDOWN),
    **dict.fromkeys(("html", "htm", "xhtml"), Format.HTML),
    **dict.fromkeys(("rst", "rest"), Format.RST),
}
_HTML_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html[\s>])", re.IGNORECASE | re.DOTALL)
_ANY_TAG = re.compile(r"<[a-z][a-z0-9]*[\s>/]", re.IGNORECASE)


def ending_of(name: str) -> str:
    """The extension in lower case without its dot, empty when there is none."""
    base = name.rpartition("/")[2]
    return base.rpartition(".")[2].lower() if "." in base else ""


def is_docx(name: str, content: bytes) -> bool:
    """Raises RefusedInput for what is known not to be a document, by its first bytes or its name."""
    ending = ending_of(name)
    if content.startswith(b"PK\x03\x04"):
        if ending in _REFUSED_ENDINGS:
            raise RefusedInput(_REFUSED_ENDINGS[ending])
        return True
    if ending == "docx" and not content.startswith(b"\xd0\xcf\x11\xe0"):
        raise RefusedInput("it is named DOCX but is none; export it again")
    for signature, reason in _SIGNATURES:
        if content.startswith(signature):
            raise RefusedInput(_REFUSED_ENDINGS.get(ending, reason))
    if content[4:8] == b"ftyp" or content[257:262] == b"ustar":
        raise RefusedInput(_PACKED if content[257:262] == b"ustar" else _SOUND_OR_FILM)
    if ending in _REFUSED_ENDINGS:
        raise RefusedInput(_REFUSED_ENDINGS[ending])
    return False


def format_of_text(name: str, text: str) -> Format:
    """A page that starts as HTML is HTML whatever its name; a name that is not known means plain text."""
    if _HTML_PAGE.match(text, 0, 4096):
        return Format.HTML
    named = _FORMATS.get(ending_of(name), Format.TEXT)
    if named is Format.HTML and not _ANY_TAG.search(text):
        return Format.TEXT
    return named
