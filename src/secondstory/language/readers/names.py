"""Names of people in lists of attendees and in front matter."""

import re

_SEPARATORS = re.compile(r"[,;/|\n•]|\s&\s|\sand\s|(?<!\w)[-*+](?=\s)")
_ASIDE = re.compile(r"\([^()]{0,200}\)|\s[-–—]\s.{0,200}|:.{0,200}")
_NAME = re.compile(r"@[\w.-]{2,39}|[^\W\d_][\w'’.-]{1,30}(?:\s[^\W\d_][\w'’.-]{0,30}){0,3}")
_NO_NAME = re.compile(
    r"\b(?:team|teams|group|engineer\w*|developer\w*|lead|leads|manager\w*|on-?call|support|sre|ops|operations|platform|security|infrastructure|customer\w*|everyone"
    r"|all|none|nobody|tbd|n/a|product|office|director|head|owner|commander|attendees|participants|responders|present|name|role|department|staff|members?|vendor"
    r"|services?|contractors?|users?|community|incident|communications?|scribe|facilitator|author|cto|ceo|vp|xx+|unknown)\b",
    re.IGNORECASE,
)
_MOST = 200


def names_in(text: str) -> list[str]:
    """The names in a field or list item such as "Attendees: Ada Novak (SRE), @grace"."""
    _, colon, after = text[:80].partition(":")
    listed = (after + text[80:]) if colon else text
    names = []
    for part in _SEPARATORS.split(listed[:4000])[:_MOST]:
        name = _ASIDE.sub("", part).strip(" \t\r.*_")
        if name and _NAME.fullmatch(name) and not _NO_NAME.search(name) and _looks_like_name(name):
            names.append(name)
    return names


def _looks_like_name(name: str) -> bool:
    if name.startswith("@"):
        return True
    words = name.split()
    return (
        all(word[:1].isupper() or word in {"van", "von", "de", "der", "den", "da", "del", "di", "bin", "al"} for word in words)
        and not name.isupper()
    )
