"""Bytes to text. UTF-8 is tried first and is nearly always right; what is guessed instead is said in a warning."""

import codecs
import re
from dataclasses import dataclass

from secondstory.documents.values import RefusedInput

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_NOT_TEXT = "it is not text; export it as Markdown, HTML or DOCX"
_CONTROLS = bytes({*range(0x01, 0x20), 0x7F} - {*b"\b\t\n\v\f\r\x1b"})
_DECLARED = re.compile(rb"""<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*["']?([A-Za-z0-9_-]{1,40})""", re.IGNORECASE)
_BEYOND_ASCII = bytes(range(0x80, 0x100))
_SIGN_IN_A_WORD = re.compile(r"(?<=[a-z])[¡-¿](?=[a-z])")
_IN_USE = [
    "cp1250", "cp1251", "cp1252", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "koi8_r", "shift_jis", "cp932", "euc_jp", "gb18030",
    "big5", "euc_kr",
]  # fmt: skip
_SAMPLE = 64 * 1024
_WESTERN = "cp1252"


@dataclass(frozen=True, slots=True)
class Decoded:
    """`text` has neither byte order mark nor NUL characters, and its lines end in a line feed."""

    text: str
    encoding: str
    warnings: tuple[str, ...] = ()


def decode(content: bytes) -> Decoded:
    """Raises RefusedInput when the bytes are not text in any encoding."""
    for mark, encoding in _BOMS:
        if content.startswith(mark):
            return _marked(content.removeprefix(mark), encoding)
    if wide := _wide_encoding(content):
        return _clean(content.decode(wide, "replace"), wide, warnings=(_assumed(wide),))
    _refuse_binary(content)
    try:
        return _clean(content.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        return _guessed(content)


def _marked(content: bytes, encoding: str) -> Decoded:
    try:
        return _clean(content.decode(encoding), encoding)
    except UnicodeDecodeError:
        if encoding == "utf-8":
            return _guessed(content)
        warning = f"Some characters are damaged in its {encoding.upper()} text and were replaced."
        return _clean(content.decode(encoding, "replace"), encoding, warnings=(warning,))


def _wide_encoding(content: bytes) -> str | None:
    """UTF-16 without a mark shows as a NUL in every other byte of what is mostly Latin text."""
    sample = content[: _SAMPLE & ~1]
    if len(content) % 2 or b"\0" not in sample:
        return None
    half = len(sample) // 2
    for encoding, nuls, letters in (("utf-16-le", sample[1::2], sample[::2]), ("utf-16-be", sample[::2], sample[1::2])):
        if nuls.count(0) > 0.7 * half and letters.count(0) < 0.05 * half and not _has_many_controls(letters):
            return encoding
    return None


def _refuse_binary(content: bytes) -> None:
    if _has_many_controls(content) or content.count(0) > 0.01 * len(content) + 1:
        raise RefusedInput(_NOT_TEXT)


def _has_many_controls(content: bytes) -> bool:
    return len(content) - len(content.translate(None, _CONTROLS)) > 0.02 * len(content)


def _guessed(content: bytes) -> Decoded:
    if b"\0" in content:
        raise RefusedInput(_NOT_TEXT)
    if patched := _mostly_utf8(content):
        return patched
    for encoding in (_declared(content), _western(content), _detected(content), _WESTERN, "latin-1"):
        if encoding is None:
            continue
        try:
            return _clean(content.decode(encoding), encoding, warnings=(_assumed(encoding),))
        except UnicodeDecodeError:
            continue
    raise RefusedInput(_NOT_TEXT)


def _mostly_utf8(content: bytes) -> Decoded | None:
    """UTF-8 with a few bytes pasted in from elsewhere: those alone are read as Western European."""
    text = content.decode("utf-8", "surrogateescape")
    strays = sum(1 for char in text if "\udc80" <= char <= "\udcff")
    whole = sum(1 for char in text if char > "\x7f") - strays
    if strays * 4 > whole:
        return None
    text = re.sub("[\udc80-\udcff]", lambda stray: _stray_char(stray[0]), text)
    return _clean(text, "utf-8", warnings=(f"{strays} bytes are not UTF-8 and were read as {_WESTERN}.",))


def _stray_char(stray: str) -> str:
    byte = stray.encode("utf-8", "surrogateescape")
    try:
        return byte.decode(_WESTERN)
    except UnicodeDecodeError:
        return "\N{REPLACEMENT CHARACTER}"


def _declared(content: bytes) -> str | None:
    """What the start of an HTML or XML file says, when Python knows it and it is not the UTF-8 that it turned out not to be."""
    match = _DECLARED.search(content[:4096])
    if not match:
        return None
    try:
        name = codecs.lookup(match[1].decode("ascii")).name
        b"x".decode(name)
    except (LookupError, UnicodeError):
        return None
    return None if name in {"utf-8", "utf-16", "utf-32", "utf-7"} else name


def _western(content: bytes) -> str | None:
    """Few bytes beyond ASCII mean a Western European language, unless they come out as signs in the middle of words; statistics on
    so few only mislead."""
    sample = content[:_SAMPLE]
    beyond = len(sample) - len(sample.translate(None, _BEYOND_ASCII))
    if beyond > 0.25 * len(sample) or _SIGN_IN_A_WORD.search(sample.decode(_WESTERN, "replace")):
        return None
    return _WESTERN


def _detected(content: bytes) -> str | None:
    from charset_normalizer import from_bytes

    best = from_bytes(content[:_SAMPLE], cp_isolation=_IN_USE).best()
    return best.encoding if best else None


def _assumed(encoding: str) -> str:
    return f"The text is not UTF-8; it was read as {encoding}. Check its accented letters."


def _clean(text: str, encoding: str, *, warnings: tuple[str, ...] = ()) -> Decoded:
    if "\0" in text:
        text = text.replace("\0", "")
        warnings = (*warnings, "NUL characters in the text were left out.")
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return Decoded(text=text, encoding=encoding, warnings=warnings)
