"""The ".doc" that wikis export: a web archive, which is an e-mail message around an HTML page."""

import re

_START = re.compile(rb"\s*(?:[A-Za-z-]+:[^\n]*\n(?:[ \t][^\n]*\n)*){0,20}?MIME-Version:", re.IGNORECASE)
_HEAD = 8192


def is_web_archive(content: bytes) -> bool:
    head = content[:_HEAD]
    return _START.match(head) is not None and b"multipart/related" in head.lower()


def page_of(content: bytes) -> bytes | None:
    """The HTML inside, as bytes in UTF-8, or None when there is none."""
    from email import message_from_bytes, policy
    from email.message import EmailMessage

    message = message_from_bytes(content, policy=policy.default)
    for part in message.walk():
        if isinstance(part, EmailMessage) and part.get_content_type() == "text/html":
            page = part.get_content()
            return page.encode("utf-8", "replace") if isinstance(page, str) else None
    return None
