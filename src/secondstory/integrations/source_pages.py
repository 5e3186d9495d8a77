"""The page that lists every event source, written from its folder: `python -m secondstory.integrations.source_pages [PAGE]`."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from secondstory.integrations import event_sources
from secondstory.timeline.ports import EventSource

PAGE = Path("docs/event-sources.md")
_FOLDER = Path(__file__).parent
_NOT_COVERED = re.compile(r"^Not covered: (.+?)(?:\n\n|\Z)", re.MULTILINE | re.DOTALL)
_INTRODUCTION = """\
# Where events come from

<!-- Written by `make docs-sources` from the folders in src/secondstory/integrations. Change those, not this page. -->

A timeline is put together from what other systems recorded: from files, given on the page or with `secondstory import events FILE…`, and
from webhooks, sent to the address of a connection. Which system a file comes from is recognised by what is in it; `--source NAME` overrides
that. `--dry-run` shows what would be read and stores nothing.

Whatever the source: a time is taken as exactly as it is stated, with its zone; none is made up, and where a zone is missing you are asked
for it. The same event, seen again, is kept once. A kind of event that is not known becomes a plain event with its system's name for it.

**Webhooks.** The address of a connection holds a secret, which proves where a request comes from. Where the vendor signs its requests,
or repeats a token in them, copy the vendor's secret into the connection too, and a request without it is refused. Signed times must be no
further than five minutes from now.
"""


def page() -> str:
    return "\n".join([_INTRODUCTION, *_overview(), "", *(line for source in event_sources().values() for line in _part(source))])


def _overview() -> Iterator[str]:
    yield "| Source | Name | Live | Signed |"
    yield "| --- | --- | --- | --- |"
    for source in event_sources().values():
        live = takes_webhooks(source)
        signed = "yes" if source.checks_signature else "no" if live else ""
        yield f"| [{source.title}](#{_anchor(source.title)}) | `{source.name}` | {'yes' if live else ''} | {signed} |"


def _part(source: EventSource) -> Iterator[str]:
    yield f"## {source.title}"
    yield ""
    yield source.covers
    yield ""
    if missing := not_covered(source):
        yield f"Not covered: {missing}"
        yield ""
    yield f"[How to set it up, and what becomes of it](../src/secondstory/integrations/{source.name}/doc.md)"
    yield ""


def not_covered(source: EventSource) -> str:
    """What the page of a source says that it leaves out, on one line."""
    found = _NOT_COVERED.search(_doc(source))
    return " ".join(found[1].split()) if found else ""


def takes_webhooks(source: EventSource) -> bool:
    """Whether the page of a source says how to let it send to a connection."""
    words = " ".join(_doc(source).split())
    return any(sign in words for sign in ("/hooks/", "of the connection", "at a connection", "secret in the address"))


def _doc(source: EventSource) -> str:
    return (_FOLDER / source.name / "doc.md").read_text("utf-8")


def _anchor(title: str) -> str:
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


if __name__ == "__main__":
    (Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE).write_text(page(), "utf-8")
