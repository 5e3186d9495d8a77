"""Pictures drawn anew from their pixels: nothing hidden in a file survives, neither where it was taken nor a script behind it."""

from __future__ import annotations

import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from secondstory.kit.uploads.kinds import GIF, JPEG, PNG, WEBP, Kind, RefusedFile

if TYPE_CHECKING:
    from PIL import Image

SMALL_SIZE = (480, 320)
"""The most that a small picture is wide and high, for screens of double density."""
MOST_FRAMES = 1000
SMALL_TYPE = "image/webp"
_FORMATS = {PNG: "PNG", JPEG: "JPEG", GIF: "GIF", WEBP: "WEBP"}
_AT_ONCE = threading.BoundedSemaphore(1)  # a large picture takes a few hundred megabytes while it is drawn


@dataclass(frozen=True, slots=True)
class Picture:
    content: bytes
    width: int
    height: int
    small: bytes
    """WebP; of a moving picture its first frame."""


def drawn_anew(content: bytes, kind: Kind, *, most_pixels: int) -> Picture:
    """Draw a picture again in the same format. Orientation and colour profile are applied first; moving ones stay moving."""
    with _AT_ONCE, _opened(content, kind) as image:
        moves = kind in {GIF, WEBP} and bool(getattr(image, "is_animated", False))
        _check_size(image, moves=moves, most_pixels=most_pixels)
        first = _plain(image)
        if not moves:
            image.close()  # one copy in memory is enough
        written = io.BytesIO()
        first.save(written, _FORMATS[kind], **_how(kind, content), **(_moving(image) if moves else {}))
        return Picture(written.getvalue(), *first.size, small=_small(first))


@contextmanager
def _opened(content: bytes, kind: Kind) -> Iterator[Image.Image]:
    """Open a picture as the one format that it begins as. All that can go wrong with a damaged one becomes `RefusedFile`."""
    from PIL import Image, UnidentifiedImageError

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the check below is stricter
            with Image.open(io.BytesIO(content), formats=[_FORMATS[kind]]) as image:
                yield image
    except Image.DecompressionBombError as error:
        raise RefusedFile(_too_many()) from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError, OverflowError, TypeError, KeyError) as error:
        raise RefusedFile(f"it begins like a {kind.words} and cannot be drawn. Open it in another program and save it again.") from error


def _too_many(pixels: str = "far more pixels than are taken") -> str:
    return f"it has {pixels}. Make it smaller, or cut out the part that matters."


def _check_size(image: Image.Image, *, moves: bool, most_pixels: int) -> None:
    """Look at the size before anything is unpacked: a few kilobytes can claim to be a picture of gigabytes."""
    width, height = image.size
    most = f"{most_pixels // 1_000_000} million"
    if width * height > most_pixels:
        raise RefusedFile(_too_many(f"{width} × {height} pixels, and {most} are taken"))
    frames = getattr(image, "n_frames", 1) if moves else 1
    if frames > MOST_FRAMES or width * height * frames > most_pixels:
        raise RefusedFile(f"it has {frames} frames with more pixels together than are taken ({most}). Make it shorter or smaller.")


def _plain(frame: Image.Image) -> Image.Image:
    from PIL import ImageOps

    profile, transparency = frame.info.get("icc_profile"), frame.info.get("transparency")
    plain = ImageOps.exif_transpose(frame)
    plain = plain.copy() if plain is frame else plain
    if profile:
        plain = _in_screen_colours(plain, profile)
    if plain.mode in {"CMYK", "YCbCr", "LAB", "HSV", "F"}:
        plain = plain.convert("RGB")
    plain.info = {"transparency": transparency} if transparency is not None and plain.mode == frame.mode else {}
    return plain


def _in_screen_colours(image: Image.Image, profile: bytes) -> Image.Image:
    """Turn the colours of a profile into those of screens (sRGB), since the profile itself goes."""
    from PIL import ImageCms

    if image.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return image
    try:
        wanted = image.mode if image.mode in {"RGB", "RGBA"} else "RGB"
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(image, source, ImageCms.createProfile("sRGB"), outputMode=wanted) or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _how(kind: Kind, content: bytes) -> dict[str, Any]:
    if kind is JPEG:
        return {"quality": 92, "optimize": True}
    if kind is WEBP:
        return {"lossless": True} if b"VP8L" in content[:4096] else {"quality": 90}
    return {}


def _moving(image: Image.Image) -> dict[str, Any]:
    """Return what makes the saved picture move: the further frames, and how long each is shown."""
    from PIL import ImageSequence

    repeats = {"loop": image.info["loop"]} if "loop" in image.info else {}
    frames, durations = [], []
    for number, frame in enumerate(ImageSequence.Iterator(image)):
        frame.load()  # only then a WebP says how long it is shown
        durations.append(frame.info.get("duration", 100))
        if number:
            frames.append(_plain(frame))
    return {"save_all": True, "append_images": frames, "duration": durations} | repeats


def _small(first: Image.Image) -> bytes:
    with_alpha = first.mode in {"RGBA", "LA", "PA"} or "transparency" in first.info
    if first.mode.startswith("I"):  # sixteen bits of grey, of which screens show eight
        first = first.convert("I").point(lambda level: level / 256).convert("L")
    mode = "RGBA" if with_alpha else "RGB"
    small = first if first.mode == mode else first.convert(mode)
    share = min(SMALL_SIZE[0] / small.width, SMALL_SIZE[1] / small.height)
    if share < 1:
        small = small.resize((max(1, round(small.width * share)), max(1, round(small.height * share))), reducing_gap=3.0)
    small.info = {}
    written = io.BytesIO()
    small.save(written, "WEBP", quality=80)
    return written.getvalue()
