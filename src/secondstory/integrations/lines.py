"""Plain text read line by line, so that a log of any length costs little memory."""

from collections.abc import Iterator

from secondstory.timeline.ports import HEAD_BYTES, Payload, UnreadablePayload

MOST_LINES = 200_000
MOST_CHARACTERS = 10_000
"""Of a line; what is beyond is left out."""
MONTHS = {
    month: number
    for number, month in enumerate(("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"), start=1)
}
_PIECE = 1 << 20


def lines_of(payload: Payload, *, most_characters: int = MOST_CHARACTERS) -> Iterator[str]:
    """Yield the lines of a text, without their ends. A text of very many lines is refused before the first is given."""
    if _is_wide(payload.head):
        yield from payload.text.splitlines()
        return
    _refuse_many(payload)
    with payload.stream() as stream:
        is_first = True
        while line := stream.readline(most_characters):
            if len(line) == most_characters and not line.endswith(b"\n"):
                while (rest := stream.readline(_PIECE)) and not rest.endswith(b"\n"):
                    pass
            yield decoded_line(line.removeprefix(b"\xef\xbb\xbf") if is_first else line)
            is_first = False


def first_lines(payload: Payload, *, most: int = 200) -> list[str]:
    """Return lines of the start, for recognising; none where it is no text. A line that the start cuts off is left out."""
    head = payload.head
    if _is_wide(head):
        try:
            return payload.text.splitlines()[:most] if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else []
        except UnreadablePayload:
            return []
    lines = head.removeprefix(b"\xef\xbb\xbf").split(b"\n", most)
    if len(lines) > most or (len(head) == HEAD_BYTES and len(lines) > 1):
        lines.pop()
    return [decoded_line(line) for line in lines]


def decoded_line(line: bytes) -> str:
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError:
        text = line.decode("cp1252", "replace")
    return text.rstrip("\r\n")


def _is_wide(head: bytes) -> bool:
    """UTF-16 and what is no text at all."""
    return head[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in head


def _refuse_many(payload: Payload) -> None:
    count = 0
    with payload.stream() as stream:
        while piece := stream.read(_PIECE):
            count += piece.count(b"\n")
            if count > MOST_LINES:
                raise UnreadablePayload(
                    f"It has more than {MOST_LINES:,} lines, too many for a timeline. Give the part that belongs to the incident."
                )
