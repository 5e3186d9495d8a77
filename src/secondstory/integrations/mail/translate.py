"""Mail as RFC 5322 and MIME describe it, alone or in an mbox (RFC 4155)."""

import email
import hashlib
import re
from collections.abc import Iterator
from datetime import datetime
from email.message import Message

from secondstory.integrations.html_text import text_of_html
from secondstory.integrations.mail.bodies import attachment_names, said_in, text_in
from secondstory.integrations.mail.headers import address_of, date_of, header, identifiers, received, stamp_of_separator
from secondstory.integrations.reading import local_moment, moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload

_SEPARATOR = re.compile(rb"From [^\n]{1,300} \d\d:\d\d(?::\d\d)?[^\n]{0,60} \d{4}[^\n]{0,20}\n")
_HEADER = re.compile(rb"[!-9;-~]{1,100}:")
_COPIED = re.compile(rb"From:[^\n]{0,300}\r?\nSent:")
"""The head of a mail as a window shows it, copied from there: the mail itself says Date."""
_TELLING = {b"from", b"date", b"subject", b"message-id", b"received", b"to", b"mime-version", b"return-path", b"delivered-to"}
_LARGEST_MESSAGE = 50 * 1024 * 1024
_INBOUND = {"subject", "message", "sender"}


def recognises(payload: Payload) -> bool:
    if payload.is_json:
        body = payload.object
        return body.keys() >= _INBOUND or {"MessageID", "FromFull", "Subject"} <= body.keys()
    head = payload.head.lstrip(b"\xef\xbb\xbf\r\n")
    if head.startswith(b"From "):
        head = head.partition(b"\n")[2]
        return len(_headers_in(head)) >= 2
    found = _headers_in(head)
    if _COPIED.match(head) and b"date" not in found:
        return False
    return len(found) >= 2 and not found.isdisjoint({b"from", b"received", b"message-id", b"mime-version"})


def events(payload: Payload) -> Iterator[SourceEvent]:
    if payload.is_json:
        yield _passed_on(payload)
        return
    if not recognises(payload):
        raise UnreadablePayload("This is no mail: it does not begin with the headers of a message.")
    for separator, content in _messages(payload):
        try:
            message = email.message_from_bytes(content)
            yield _event(message, separator=separator)
        except RecursionError as error:
            raise UnreadablePayload("A message has parts inside parts too deeply to be read.") from error


def _headers_in(head: bytes) -> set[bytes]:
    """The telling headers of a text that begins with headers; none where anything else stands among them."""
    found: set[bytes] = set()
    for line in head.split(b"\n")[:200]:
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        if not _HEADER.match(line):
            return set()
        found.add(line.partition(b":")[0].lower())
    return found & _TELLING


def _messages(payload: Payload) -> Iterator[tuple[str, bytes]]:
    """The messages of a mailbox, each with its separator line, read one at a time; a single mail has no separator."""
    separator, lines, size, before = "", list[bytes](), 0, b"\n"
    with payload.stream() as stream:
        for line in stream:
            if line.startswith(b"From ") and not before.strip() and (_SEPARATOR.match(line) or not lines):
                if any(one.strip() for one in lines):
                    yield separator, b"".join(lines)
                separator, lines, size = line.decode("utf-8", "replace"), [], 0
            else:
                lines.append(line[1:] if line.startswith(b">From ") else line)
                size += len(line)
                if size > _LARGEST_MESSAGE:
                    raise UnreadablePayload("A message in it is larger than 50 MB; take its attachments off.")
            before = line
    if any(one.strip() for one in lines):
        content = b"".join(lines).lstrip(b"\xef\xbb\xbf\r\n")
        yield separator, content


def _event(message: Message, *, separator: str) -> SourceEvent:
    subject = header(message, "Subject")
    name, address = address_of(header(message, "From") or header(message, "Sender"))
    at, local = date_of(header(message, "Date"))
    if at is None and local is None:
        at, local = received(message) or (None, stamp_of_separator(separator))
    body = text_in(message)
    named = [f"[attachment: {one}]" for one in attachment_names(message)]
    identity = next(iter(identifiers(header(message, "Message-ID"))), "")
    answers = identifiers(header(message, "In-Reply-To"))[:1] or identifiers(header(message, "References"))[-1:]
    list_name = re.search(r"<([^<>]+)>", header(message, "List-Id"))
    return _told(
        subject=subject,
        body=body,
        extra=named,
        at=at,
        local=local,
        sender=(name, address),
        identity=identity,
        thread=answers[0] if answers else "",
        link=header(message, "Archived-At").strip("<> "),
        component=list_name[1] if list_name else "",
        is_noise=header(message, "Auto-Submitted").lower().startswith("auto-replied"),
    )


def _told(
    *,
    subject: str,
    body: str,
    sender: tuple[str, str],
    at: datetime | None = None,
    local: datetime | None = None,
    extra: list[str] | None = None,
    identity: str = "",
    thread: str = "",
    link: str = "",
    component: str = "",
    is_noise: bool = False,
) -> SourceEvent:
    name, address = sender
    said = said_in(body)
    text = "\n".join(part for part in (subject, said, *(extra or [])) if part)
    if not identity:
        stated = "\0".join((address or name, str(at or local or ""), subject, body))
        identity = f"sha256:{hashlib.sha256(stated.encode('utf-8', 'replace')).hexdigest()}"
    return SourceEvent(
        text=text or "A mail without subject and text",
        at=at,
        local_at=None if at else local,
        actor=name or address,
        actor_email=address,
        external_id=identity,
        link=link if link.startswith(("http://", "https://")) else "",
        component=component,
        vendor_type="mail",
        words=body if body != said else "",
        thread=thread,
        is_noise=is_noise,
    )


def _passed_on(payload: Payload) -> SourceEvent:
    """Inbound mail as https://postmarkapp.com/developer/webhooks/inbound-webhook and Grafana OnCall pass it on."""
    body = payload.object
    if body.keys() >= _INBOUND:
        return _told(subject=text_of(body, "subject"), body=text_of(body, "message"), sender=address_of(text_of(body, "sender")))
    if "MessageID" not in body:
        raise UnreadablePayload("This is no mail: it has neither a sender nor a message.")
    at, local = date_of(text_of(body, "Date"))
    told = {text_of(one, "Name"): text_of(one, "Value") for one in objects(body.get("Headers"))}
    answers = identifiers(told.get("In-Reply-To", ""))[:1] or identifiers(told.get("References", ""))[-1:]
    stated = identifiers(told.get("Message-ID", ""))
    full = object_at(body, "FromFull")
    return _told(
        subject=text_of(body, "Subject"),
        body=text_of(body, "TextBody") or text_of_html(text_of(body, "HtmlBody")),
        extra=[f"[attachment: {text_of(one, 'Name')}]" for one in objects(body.get("Attachments"))],
        at=at or moment(text_of(body, "Date")),
        local=local or local_moment(text_of(body, "Date")),
        sender=(text_of(full, "Name"), text_of(full, "Email")),
        identity=stated[0] if stated else text_of(body, "MessageID"),
        thread=answers[0] if answers else "",
    )
