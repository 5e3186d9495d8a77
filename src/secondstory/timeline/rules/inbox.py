"""The evidence inbox: states of what arrived, what is kept of a request, and how an edit follows what was said. Pure."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from hashlib import sha256

MOST_HEADERS = 40
LONGEST_HEADER = 500


class DeliveryState(StrEnum):
    """What became of a request that was taken."""

    WAITING = "waiting"
    READ = "read"
    NOTHING = "nothing"  # it is whole, and holds no event
    UNREADABLE = "unreadable"


_SECRET = ("token", "signature", "secret", "auth", "cookie", "password", "forwarded", "real-ip", "client-ip", "-cert")
_TELLING = ("x-", "content-type", "sentry-hook-", "ce-", "aeg-")


def kept_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Return the headers that a translator may need: what the vendor says of its request, nothing that proves or tells who sent it."""
    kept = {
        name: value[:LONGEST_HEADER]
        for name, value in headers.items()
        if name.startswith(_TELLING) and not any(word in name for word in _SECRET)
    }
    return dict(list(kept.items())[:MOST_HEADERS])


Words = dict[str, str]
"""What was said before an edit: `text`, `words`, and `edit`, which edit replaced it."""


def follow_edit(*, text: str, words: str, earlier: list[Words], edit: str) -> list[Words] | None:
    """Return the earlier words after an edit replaces `text`; None where that very edit was followed already."""
    if any(one["edit"] == edit for one in earlier):
        return None
    return [*earlier, {"text": text, "words": words, "edit": edit}]


def made_identity(stated: Iterable[str]) -> str:
    """Return an identity for an event to which its source gives none: the same statements give the same."""
    return f"sha256:{sha256(chr(10).join(stated).encode('utf-8', 'surrogatepass')).hexdigest()}"
