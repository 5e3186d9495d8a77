"""Names of files, as they are shown and as they are given to those who download them."""

import re
import unicodedata
from pathlib import PurePosixPath

from secondstory.kit.uploads.kinds import KINDS, Kind

LONGEST_NAME = 120
_KNOWN = frozenset(suffix for kind in KINDS for suffix in kind.suffixes)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp"})
_FORBIDDEN = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


def safe_name(given: str, kind: Kind) -> str:
    """Return a name without folders, control characters or signs that turn text round, and with an ending that suits the kind."""
    name = given.replace("\\", "/").rsplit("/", 1)[-1]
    name = "".join(
        one for one in unicodedata.normalize("NFC", name) if unicodedata.category(one) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    )
    name = " ".join(_FORBIDDEN.sub(" ", name).split()).strip(". ")
    path = PurePosixPath(name or "file")
    suffix = path.suffix.lower()
    if suffix in kind.suffixes:
        stem, ending = path.stem, path.suffix
    elif suffix in _KNOWN:
        stem, ending = path.stem, kind.suffixes[0]
    else:
        stem, ending = path.name, kind.suffixes[0]
    return f"{stem[: LONGEST_NAME - len(ending)].rstrip('. ') or 'file'}{ending}"
