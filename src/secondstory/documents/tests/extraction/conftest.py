import textwrap
from collections.abc import Callable
from datetime import date

import pytest

from secondstory.documents.blocks import blocks_of
from secondstory.documents.extraction.post_mortem import post_mortem
from secondstory.documents.values import Document, PostMortem

Extract = Callable[..., PostMortem]


@pytest.fixture
def extract() -> Extract:
    """Read the fields of some Markdown; keyword arguments are its front matter."""

    def _extract(markdown: str, *, today: date = date(2026, 6, 1), **front_matter: object) -> PostMortem:
        text = textwrap.dedent(markdown)
        document = Document(
            name="report.md", format="markdown", encoding="utf-8", markdown=text, blocks=blocks_of(text), front_matter=front_matter
        )
        return post_mortem(document, today=today)

    return _extract
