"""Small files of every kind for tests, made on the spot."""

import io
import struct
import zipfile
import zlib
from typing import Any

from PIL import Image

GPS_PLACE = (52.0, 31.0, 12.0)
WORDS = b"Hidden words of the camera"


def picture(kind: str = "PNG", *, size: tuple[int, int] = (60, 40), colour: tuple[int, ...] = (200, 30, 30), **how: Any) -> bytes:
    """A picture of one colour."""
    written = io.BytesIO()
    Image.new("RGB", size, colour).save(written, kind, **how)
    return written.getvalue()


def telling_exif(*, orientation: int = 1) -> Image.Exif:
    """What a telephone writes into a picture: maker, place, and how it was held."""
    exif = Image.Exif()
    exif[0x010F] = WORDS.decode()
    exif[0x0112] = orientation
    place = exif.get_ifd(0x8825)
    place.update({1: "N", 2: GPS_PLACE, 3: "E", 4: (13.0, 24.0, 18.0)})
    return exif


def moving(kind: str, *, frames: int = 4, **how: Any) -> bytes:
    """A picture that moves; each frame has another colour."""
    drawn = [Image.new("RGB", (60, 40), (60 * number, 0, 255 - 60 * number)) for number in range(frames)]
    written = io.BytesIO()
    drawn[0].save(written, kind, save_all=True, append_images=drawn[1:], duration=120, loop=0, **how)
    return written.getvalue()


def claimed_png(width: int, height: int) -> bytes:
    """A PNG of some bytes that claims to be so large."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


def zipped(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        for name in names:
            archive.writestr(name, "content")
    return written.getvalue()


SVG = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML = b"<!doctype html><script>alert(document.domain)</script>"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
CSV = b"minute,errors\n14:02,3\n14:03,81\n"
JSON = b'{"errors": 81}\n'
LOG = b"2026-05-08T14:02:11Z ERROR pool exhausted\n2026-05-08T14:02:12Z ERROR pool exhausted, again\n"
EVERY_KIND = {
    "graph.png": ("image/png", picture("PNG")),
    "photo.jpg": ("image/jpeg", picture("JPEG")),
    "clip.gif": ("image/gif", picture("GIF")),
    "shot.webp": ("image/webp", picture("WEBP")),
    "drawing.svg": ("image/svg+xml", SVG),
    "minutes.pdf": ("application/pdf", PDF),
    "server.log": ("text/plain", LOG),
    "errors.csv": ("text/csv", CSV),
    "answer.json": ("application/json", JSON),
    "all.zip": ("application/zip", zipped("a.txt")),
}
"""Name -> media type and content."""
