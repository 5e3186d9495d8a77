"""Markdown is taken as it is; only what stands above the text (front matter, Notion's property lines) is taken off it."""

from secondstory.documents import front_matter
from secondstory.documents.formats import Converted, notion


def read(text: str, *, name: str) -> Converted:
    """`name` tells Notion's exports, whose file names carry the page's id."""
    split = front_matter.split(text)
    values, body = split.values, split.body
    if identity := notion.page_id(name):
        properties, body = notion.properties(body)
        values = {"id": identity, **properties, **values}
    return Converted(markdown=body, front_matter=values, warnings=split.warnings)
