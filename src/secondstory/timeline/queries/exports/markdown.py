"""A timeline as a Markdown table (GFM). What people and systems wrote stands there as text: no sign in it is markup."""

from collections.abc import Sequence
from datetime import datetime

from secondstory.kit.markdown import markdown_of_plain
from secondstory.kit.vocabulary import label
from secondstory.timeline.queries.exports.about import Heading
from secondstory.timeline.queries.exports.moments import stated_words
from secondstory.timeline.rules.records import EventRecord


def as_markdown(heading: Heading, records: Sequence[EventRecord]) -> bytes:
    lines = [f"# Timeline of {heading.key}: {_plain(heading.title)}", "", f"Times are in {heading.zone}.", ""]
    lines += ["| When | What | Kind | Who | Evidence |", "| --- | --- | --- | --- | --- |"]
    lines += [f"| {' | '.join(_cells(record))} |" for record in records]
    return ("\n".join(lines) + "\n").encode("utf-8", "replace")


def _cells(record: EventRecord) -> tuple[str, ...]:
    kind = "" if record.kind == "other" else label(record.kind)
    return _when(record), _plain(record.text), kind, _plain(record.actor), _link(record.link)


def _when(record: EventRecord) -> str:
    if record.local is None:
        return _plain(record.time_as_stated)
    local = datetime.fromisoformat(record.local)
    offset = f"{local:%z}"
    when = f"{local:%Y-%m-%d %H:%M:%S} {offset[:3]}:{offset[3:5]}"
    sure = stated_words(record, local.tzinfo)
    return f"{when} ({sure})" if sure else when


def _plain(text: str) -> str:
    return markdown_of_plain(" ".join(text.split())).replace("\n", " ")


def _link(address: str) -> str:
    """Return an address that ends neither its cell nor its brackets."""
    for sign, code in (("|", "%7C"), ("<", "%3C"), (">", "%3E"), ("\\", "%5C"), ("`", "%60")):
        address = address.replace(sign, code)
    return f"<{address}>" if address else ""
