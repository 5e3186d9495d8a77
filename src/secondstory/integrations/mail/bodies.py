"""What a mail says: its text without quotes of earlier mails, and the names of what is attached."""

import re
from collections.abc import Iterator
from email.message import Message

from secondstory.integrations.html_text import text_of_html
from secondstory.integrations.mail.headers import decoded, header, text_from

MOST_PARTS = 500
_ENDS = re.compile(r"-- ?$|-{3,}\s*(?:Original Message|Ursprüngliche Nachricht|next part)\s*-{3,}$|_{20,}$", re.IGNORECASE)
_INTRODUCES_QUOTE = re.compile(r"(?:wrote|writes|schrieb|écrit|escribió|said)\b.{0,80}:$|<[^<>]*(?:@| at )[^<>]*>:?$", re.IGNORECASE)


def text_in(message: Message) -> str:
    """The whole body as text: the plain part, else what the HTML part reads as."""
    plain, rich = "", ""
    for part in _parts(message):
        if _is_attached(part):
            continue
        kind = part.get_content_type()
        if kind == "text/plain" and not plain:
            plain = _content(part)
        elif kind == "text/html" and not rich:
            rich = _content(part)
    return plain.strip() or text_of_html(rich)


def attachment_names(message: Message) -> Iterator[str]:
    for part in _parts(message):
        if part.get_content_type() == "message/rfc822":
            inner = part.get_payload()
            held = inner[0] if isinstance(inner, list) and inner else None
            yield (header(held, "Subject") if isinstance(held, Message) else "") or "forwarded message"
        elif _is_attached(part):
            yield _filename(part) or part.get_content_type()


def said_in(body: str) -> str:
    """The text without quoted mails, the lines that introduce them, and the signature."""
    kept: list[str] = []
    for line in body.replace("\r\n", "\n").split("\n"):
        if _ENDS.match(line):
            break
        if line.startswith(">"):
            _drop_introduction(kept)
        else:
            kept.append(line.rstrip())
    said = re.sub(r"\n{3,}", "\n\n", "\n".join(kept)).strip()
    return said or body.strip()


def _drop_introduction(kept: list[str]) -> None:
    """ "On Thursday Ann wrote:", on one line or two, stands before what she wrote."""
    lines = len(kept)
    while lines and not kept[lines - 1]:
        lines -= 1
    if lines and kept[lines - 1].endswith(":") and _INTRODUCES_QUOTE.search(kept[lines - 1]):
        starts_above = lines > 1 and re.match(r"(?:On|Am|Le|El) ", kept[lines - 2]) and not re.match(r"(?:On|Am|Le|El) ", kept[lines - 1])
        del kept[lines - (2 if starts_above else 1) :]


def _parts(message: Message) -> Iterator[Message]:
    """The parts that hold content, without those inside an attached message."""
    waiting, seen = [message], 0
    while waiting and seen < MOST_PARTS:
        part = waiting.pop(0)
        seen += 1
        inner = part.get_payload()
        if part.get_content_maintype() == "multipart" and isinstance(inner, list):
            waiting[:0] = [one for one in inner if isinstance(one, Message)]
        else:
            yield part


def _is_attached(part: Message) -> bool:
    if part.get_content_type() == "message/rfc822":
        return True
    stated = header(part, "Content-Disposition").lower()
    if stated.startswith("attachment"):
        return True
    return part.get_content_maintype() not in {"text", "multipart"} or (part.get_content_maintype() == "text" and bool(_filename(part)))


def _filename(part: Message) -> str:
    try:
        return decoded(part.get_filename("") or "")
    except (ValueError, LookupError, TypeError, IndexError, AttributeError):
        return ""


def _content(part: Message) -> str:
    try:
        content = part.get_payload(decode=True)
        charset = part.get_content_charset()
    except (ValueError, LookupError, TypeError, IndexError, AttributeError):
        return ""
    return text_from(content, charset).replace("\r\n", "\n").replace("\0", "") if isinstance(content, bytes) else ""
