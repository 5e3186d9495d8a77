"""One given file, read: what it is, made safe, or why it is not taken."""

from dataclasses import dataclass
from hashlib import sha256

from secondstory.kit.uploads.kinds import RefusedFile, kind_of
from secondstory.kit.uploads.names import safe_name
from secondstory.kit.uploads.pictures import drawn_anew

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be. `picture_pixels` counts those of all the frames of a moving picture together."""

    picture_bytes: int
    other_bytes: int
    picture_pixels: int

    @property
    def most_bytes(self) -> int:
        return max(self.picture_bytes, self.other_bytes)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it is kept. A picture has been drawn anew, so that nothing is in it but what is seen, and has a small one."""

    name: str
    media_type: str
    content: bytes
    sha256: str
    width: int | None = None
    height: int | None = None
    small: bytes = b""


def read_file(name: str, content: bytes, *, limits: Limits) -> ReadFile:
    """Recognise a file by its content and make it safe. Raises `RefusedFile`, whose message follows the name of the file."""
    kind = kind_of(content)
    most = limits.picture_bytes if kind.is_picture else limits.other_bytes
    if len(content) > most:
        raise RefusedFile(
            f"it has {len(content) / MEGABYTE:.1f} MB, and a {'picture' if kind.is_picture else 'file'} may have {most / MEGABYTE:g} MB."
        )
    shown = safe_name(name, kind)
    if not kind.is_picture:
        return ReadFile(shown, kind.media_type, content, sha256(content).hexdigest())
    picture = drawn_anew(content, kind, most_pixels=limits.picture_pixels)
    return ReadFile(
        shown, kind.media_type, picture.content, sha256(picture.content).hexdigest(), picture.width, picture.height, picture.small
    )
