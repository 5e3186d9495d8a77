"""Files that people give: what they are is seen in them, and nothing hidden in a picture survives."""

import io
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms, PngImagePlugin
from tests.sample_files import EVERY_KIND, HTML, LOG, SVG, WORDS, claimed_png, moving, picture, telling_exif, zipped

from secondstory.kit.uploads import Limits, ReadFile, RefusedFile, read_file
from secondstory.kit.uploads.kinds import KINDS

LIMITS = Limits(picture_bytes=15_000_000, other_bytes=25_000_000, picture_pixels=1_000_000)
SCRIPT = b"<html><script>alert(1)</script>"
XMP = b'<x:xmpmeta xmlns:x="adobe:ns:meta/">' + WORDS + b"</x:xmpmeta>"


def read(content: bytes, name: str = "given.png", limits: Limits = LIMITS) -> ReadFile:
    return read_file(name, content, limits=limits)


def taken(content: bytes) -> bytes | None:
    """What is kept of a file; nothing where it is refused in words, and None where it is neither."""
    try:
        kept = read(content)
    except RefusedFile as refused:
        return b"" if str(refused).endswith(".") else None
    return kept.content if kept.media_type in {kind.media_type for kind in KINDS} else None


def opened(file: ReadFile) -> Image.Image:
    return Image.open(io.BytesIO(file.content))


@pytest.mark.parametrize("name", EVERY_KIND)
def test_a_file_is_recognised_whatever_its_name_says(name: str) -> None:
    media_type, content = EVERY_KIND[name]
    assert read(content, name).media_type == media_type
    assert read(content, "invoice.exe").media_type == media_type


@pytest.mark.parametrize("name", [name for name, (kind, _) in EVERY_KIND.items() if not kind.startswith("image/") or "svg" in kind])
def test_what_is_no_picture_is_kept_byte_for_byte(name: str) -> None:
    kept = read(EVERY_KIND[name][1], name)
    assert (kept.content, kept.name, kept.width, kept.small) == (EVERY_KIND[name][1], name, None, b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_script_behind_a_picture_is_gone(kind: str) -> None:
    kept = read(picture(kind) + SCRIPT)
    assert b"script" not in kept.content
    assert (opened(kept).format, kept.width, kept.height) == (kind, 60, 40)


def test_a_script_in_the_comment_of_a_gif_is_gone() -> None:
    assert b"script" not in read(picture("GIF", comment=SCRIPT)).content


def test_a_script_in_the_text_of_a_png_is_gone() -> None:
    said = PngImagePlugin.PngInfo()
    said.add_text("Comment", SCRIPT.decode())
    said.add_itxt("XML:com.adobe.xmp", XMP.decode())
    given = picture("PNG", pnginfo=said)
    assert SCRIPT in given
    kept = read(given).content
    assert b"script" not in kept
    assert WORDS not in kept


def test_a_gif_that_is_also_a_script_is_drawn_anew() -> None:
    given = b"GIF89a/*" + picture("GIF")[8:] + b"*/=1;alert(1)//"
    assert b"alert" not in (taken(given) or b"")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_where_and_with_what_a_picture_was_taken_is_gone(kind: str) -> None:
    given = picture(kind, exif=telling_exif())
    assert Image.open(io.BytesIO(given)).getexif().get_ifd(0x8825)
    kept = read(given)
    exif = opened(kept).getexif()
    assert (dict(exif), exif.get_ifd(0x8825)) == ({}, {})
    assert WORDS not in kept.content
    assert WORDS not in kept.small


@pytest.mark.parametrize("kind", ["JPEG", "WEBP"])
def test_what_a_program_wrote_about_a_picture_is_gone(kind: str) -> None:
    given = picture(kind, xmp=XMP)
    assert WORDS in given
    assert WORDS not in read(given).content


def test_a_comment_in_a_jpeg_is_gone() -> None:
    assert WORDS not in read(picture("JPEG", comment=WORDS)).content


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_colour_profile_is_applied_and_gone(kind: str) -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    kept = opened(read(picture(kind, icc_profile=profile)))
    assert "icc_profile" not in kept.info
    red, green, _ = kept.convert("RGB").getpixel((30, 20))  # type: ignore[misc]
    assert (abs(int(red) - 200) < 6, abs(int(green) - 30) < 6) == (True, True)


def test_a_damaged_colour_profile_does_not_keep_a_picture_out() -> None:
    assert "icc_profile" not in opened(read(picture("PNG", icc_profile=b"no profile"))).info


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_that_was_taken_sideways_stands_upright(kind: str) -> None:
    kept = read(picture(kind, exif=telling_exif(orientation=6)))
    assert (kept.width, kept.height) == opened(kept).size == (40, 60)


@pytest.mark.parametrize("kind", ["GIF", "WEBP"])
def test_a_moving_picture_keeps_moving(kind: str) -> None:
    kept = opened(read(moving(kind)))
    assert (kept.n_frames, kept.info["loop"]) == (4, 0)  # type: ignore[attr-defined]
    kept.seek(1)
    kept.load()
    assert kept.info["duration"] == 120


def test_of_a_moving_png_the_first_picture_is_kept() -> None:
    assert getattr(opened(read(moving("PNG"))), "n_frames", 1) == 1


def test_what_can_be_seen_through_stays_so() -> None:
    written = io.BytesIO()
    Image.new("RGBA", (60, 40), (10, 20, 30, 0)).save(written, "PNG")
    kept = read(written.getvalue())
    assert opened(kept).mode == "RGBA"
    assert Image.open(io.BytesIO(kept.small)).mode == "RGBA"


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "I;16", "CMYK"])
def test_pictures_of_every_depth_are_taken(mode: str) -> None:
    written = io.BytesIO()
    Image.new(mode, (60, 40)).save(written, "JPEG" if mode == "CMYK" else "PNG")
    assert read(written.getvalue()).small.startswith(b"RIFF")


def test_the_small_picture_fits_its_place() -> None:
    kept = read(picture("PNG", size=(900, 900)))
    assert Image.open(io.BytesIO(kept.small)).size == (320, 320)


def test_a_picture_that_is_hardly_more_than_a_line_has_a_small_one_too() -> None:
    assert Image.open(io.BytesIO(read(picture("PNG", size=(20_000, 1))).small)).size == (480, 1)


def test_the_same_picture_is_drawn_the_same_so_that_it_is_known_again() -> None:
    given = picture("PNG", exif=telling_exif())
    assert read(given).sha256 == read(given).sha256


@pytest.mark.parametrize(("width", "height"), [(50_000, 50_000), (2**31 - 1, 2**31 - 1), (1001, 1000)])
def test_a_picture_that_claims_too_many_pixels_is_refused_before_it_is_unpacked(width: int, height: int) -> None:
    with pytest.raises(RefusedFile, match="pixels"):
        read(claimed_png(width, height))


def test_the_frames_of_a_moving_picture_count_together() -> None:
    with pytest.raises(RefusedFile, match="4 frames"):
        read(moving("GIF"), limits=replace(LIMITS, picture_pixels=60 * 40 * 3))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "GIF", "WEBP"])
def test_a_picture_that_breaks_off_is_refused(kind: str) -> None:
    with pytest.raises(RefusedFile, match="cannot be drawn"):
        read(picture(kind, size=(300, 200))[:60])


def test_a_file_that_is_too_large_is_refused_with_both_sizes() -> None:
    with pytest.raises(RefusedFile, match=r"it has 1\.5 MB, and a file may have 1 MB"):
        read(b"word " * 300_000, limits=replace(LIMITS, other_bytes=1_000_000))


def test_an_svg_named_png_is_an_svg() -> None:
    kept = read(SVG, "graph.png")
    assert (kept.name, kept.media_type, kept.width) == ("graph.svg", "image/svg+xml", None)


@pytest.mark.parametrize(
    "given",
    [
        HTML,
        b"\xef\xbb\xbf \n<!-- x --><html>",
        b"<?xml version='1.0'?><html xmlns='http://www.w3.org/1999/xhtml'/>",
        b"<BODY onload=alert(1)>",
        b"<p><script>alert(1)</script>",
        HTML.decode().encode("utf-16"),
    ],
)
def test_a_web_page_is_refused_whatever_its_name_says(given: bytes) -> None:
    with pytest.raises(RefusedFile, match="web page"):
        read(given, "photo.jpg")


@pytest.mark.parametrize("given", [b"MZ\x90\0\3\0", b"\x7fELF\2\1\1\0", bytes(range(256)) * 4, b"\0", b"BM" + b"\0" * 60])
def test_programs_and_unknown_content_are_refused(given: bytes) -> None:
    with pytest.raises(RefusedFile, match="of a kind that is not taken"):
        read(given, "notes.txt")


def test_an_empty_file_is_refused() -> None:
    with pytest.raises(RefusedFile, match="empty"):
        read(b"")


def test_a_broken_zip_and_an_office_document_are_refused() -> None:
    with pytest.raises(RefusedFile, match="not a whole one"):
        read(zipped("a.txt")[:30])
    with pytest.raises(RefusedFile, match="office document"):
        read(zipped("[Content_Types].xml", "word/document.xml"))


@pytest.mark.parametrize(
    "given", ["Grüße aus 14:02".encode("latin-1"), "Grüße".encode("utf-16"), LOG, b"a", b"\x1b[31mred\x1b[0m", b"<3 this graph"]
)
def test_text_of_every_encoding_is_text(given: bytes) -> None:
    assert read(given, "notes.log").media_type == "text/plain"


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("../../etc/passwd", "passwd.txt"),
        ("C:\\Users\\me\\server.log", "server.log"),
        ("evil\u202etxt.exe", "eviltxt.exe.txt"),
        ("line\r\nSet-Cookie: a.txt", "lineSet-Cookie a.txt"),
        ('quo"te<b>.txt', "quo te b.txt"),
        ("photo.png", "photo.txt"),
        ("...", "file.txt"),
        ("", "file.txt"),
        (".htaccess", "htaccess.txt"),
        ("x" * 300 + ".txt", "x" * 116 + ".txt"),
        ("Übersicht ☃.MD", "Übersicht ☃.MD"),
    ],
)
def test_a_name_holds_no_folder_and_ends_as_its_content_does(given: str, kept: str) -> None:
    assert read(LOG, given).name == kept


@settings(max_examples=300, deadline=None)
@given(
    st.binary(max_size=300),
    st.sampled_from([b"", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"GIF89a", b"RIFF\x10\0\0\0WEBPVP8 ", b"PK\3\4", b"<", b"{"]),
)
def test_any_bytes_are_taken_or_refused_in_words(content: bytes, start: bytes) -> None:
    assert taken(start + content) is not None


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(["PNG", "JPEG", "GIF", "WEBP"]), st.integers(0, 10_000), st.binary(min_size=1, max_size=8))
def test_a_damaged_picture_is_drawn_or_refused_in_words(kind: str, place: int, damage: bytes) -> None:
    whole = moving(kind) if kind != "JPEG" else picture(kind)
    at = place % len(whole)
    assert taken(whole[:at] + damage + whole[at + len(damage) :]) is not None
