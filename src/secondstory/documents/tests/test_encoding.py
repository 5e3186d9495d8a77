import pytest

from secondstory.documents.encoding import decode
from secondstory.documents.values import RefusedInput

GERMAN = "Die Datenbank fiel für mehrere Stunden aus, weil die Prüfung übersprungen wurde."
RUSSIAN = "Сервис был недоступен два часа, потому что на диске закончилось место. Мы добавили проверку."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_unicode_with_or_without_its_mark_is_read_without_a_warning(encoding: str) -> None:
    decoded = decode(GERMAN.encode(encoding))
    assert (decoded.text, decoded.warnings) == (GERMAN, ())


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf16_without_its_mark_is_recognised_and_said(encoding: str) -> None:
    decoded = decode(GERMAN.encode(encoding))
    assert decoded.text == GERMAN
    assert encoding in decoded.warnings[0]


@pytest.mark.parametrize(
    ("text", "encoding"),
    [(GERMAN, "cp1252"), (GERMAN, "latin-1"), (RUSSIAN, "cp1251"), ("A naïve – but “agreed” – price of 10 €", "cp1252")],
)
def test_other_encodings_are_guessed_and_said(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text
    assert "not UTF-8" in decoded.warnings[0]


def test_the_encoding_that_a_page_declares_is_believed() -> None:
    page = f'<html><head><meta charset="windows-1251"></head><p>{RUSSIAN}</p></html>'
    assert decode(page.encode("cp1251")).text == page


def test_an_encoding_that_does_not_exist_is_not_believed() -> None:
    assert decode('<meta charset="klingon"><p>naïve</p>'.encode("cp1252")).encoding == "cp1252"


def test_a_few_stray_bytes_do_not_spoil_utf8() -> None:
    decoded = decode(("Größe über Öl " * 5).encode() + b"caf\xe9 \x81")
    assert decoded.text.startswith("Größe über Öl")
    assert "café" in decoded.text
    assert decoded.encoding == "utf-8"
    assert "2 bytes" in decoded.warnings[0]


def test_a_damaged_wide_text_is_read_with_a_warning() -> None:
    decoded = decode("words".encode("utf-16") + b"\x00")
    assert decoded.text.startswith("words")
    assert "damaged" in decoded.warnings[0]


def test_line_ends_become_line_feeds() -> None:
    assert decode(b"a\r\nb\rc\n").text == "a\nb\nc\n"


def test_single_nul_characters_are_left_out_with_a_warning() -> None:
    decoded = decode(b"before\0after " + b"words " * 50)
    assert decoded.text.startswith("beforeafter")
    assert "NUL" in decoded.warnings[0]


@pytest.mark.parametrize("content", [bytes(range(256)) * 8, b"\0\1\2\3" * 100, b"\x93\0\xff" * 40, bytes(1000)])
def test_binary_is_refused(content: bytes) -> None:
    with pytest.raises(RefusedInput, match="not text"):
        decode(content)
