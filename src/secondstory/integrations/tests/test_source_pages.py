"""The page of event sources says what the folders say."""

from pathlib import Path

import pytest

from secondstory.integrations import event_sources
from secondstory.integrations.source_pages import PAGE, not_covered, page, takes_webhooks
from secondstory.timeline.ports import EventSource

ROOT = Path(__file__).parents[4]
SOURCES = sorted(event_sources().values(), key=lambda source: source.name)


@pytest.mark.skipif(not (ROOT / PAGE).is_file(), reason="installed without its documentation")
def test_the_page_of_sources_is_up_to_date() -> None:
    assert (ROOT / PAGE).read_text("utf-8") == page(), "run `make docs-sources`"


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source.name)
def test_every_source_says_what_it_does_not_cover(source: EventSource) -> None:
    assert not_covered(source).endswith(".")


def test_what_is_signed_is_sent_live() -> None:
    assert [source.name for source in SOURCES if source.checks_signature and not takes_webhooks(source)] == []
