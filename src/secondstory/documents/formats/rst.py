"""reStructuredText. Directives that read files, fetch addresses or pass raw output through are off; their source stays as a code block."""

import io
from typing import Any

from docutils import nodes
from docutils.core import publish_doctree, publish_from_doctree

from secondstory.documents.formats import Converted, html

_SETTINGS: dict[str, Any] = {
    "_disable_config": True,
    "file_insertion_enabled": False,
    "raw_enabled": False,
    "halt_level": 5,
    "report_level": 2,
    "line_length_limit": 100_000_000,
    "embed_stylesheet": False,
    "stylesheet_path": None,
    "stylesheet": None,
    "syntax_highlight": "none",
    "math_output": "LaTeX",
    "output_encoding": "unicode",
    "sectsubtitle_xform": False,
    "doctitle_xform": True,
    "toc_backlinks": False,
    "footnote_backlinks": False,
    "section_self_link": False,
    "cloak_email_addresses": False,
    "traceback": True,
}
_MOST_WARNINGS = 5


def read(text: str) -> Converted:
    """Raises whatever docutils trips over; the reader then takes the text as it is."""
    stream = io.StringIO()
    settings = {**_SETTINGS, "warning_stream": stream}
    tree = publish_doctree(text, settings_overrides=settings)
    facts = _take_field_list(tree)
    _take_messages(tree)
    for contents in [topic for topic in tree.findall(nodes.topic) if "contents" in topic["classes"]]:
        contents.parent.remove(contents)
    page = str(publish_from_doctree(tree, writer="html5", settings_overrides=settings))
    converted = html.convert(page)
    notes = [line for line in stream.getvalue().splitlines() if line.startswith("<string>:")][:_MOST_WARNINGS]
    warnings = tuple(f"reStructuredText, line {note.removeprefix('<string>:')}" for note in notes)
    return Converted(markdown=converted.markdown, front_matter=facts, title=None, warnings=(*warnings, *converted.warnings))


def _take_field_list(tree: nodes.document) -> dict[str, object]:
    """The bibliographic fields at the top become front matter. A field whose value is more than a line stays in the text."""
    found: dict[str, object] = {}
    docinfo: list[Any] = list(tree.findall(nodes.docinfo))[:1]
    for holder in docinfo or _leading_field_list(tree):
        for child in list(holder.children):
            key, value = _field(child)
            if key and key not in found and "\n" not in value:
                found[key] = value
                holder.remove(child)
        if not holder.children:
            holder.parent.remove(holder)
    return found


def _leading_field_list(tree: nodes.document) -> list[Any]:
    first = next((child for child in tree.children if not isinstance(child, nodes.title | nodes.comment | nodes.system_message)), None)
    return [first] if isinstance(first, nodes.field_list) else []


def _field(node: nodes.Node) -> tuple[str, str]:
    if isinstance(node, nodes.field):
        return node.children[0].astext(), node.children[1].astext()
    if isinstance(node, nodes.authors):
        return "authors", ", ".join(child.astext() for child in node.children)
    return (node.tagname, node.astext()) if isinstance(node, nodes.TextElement) else ("", "")


def _take_messages(tree: nodes.document) -> None:
    """docutils puts its complaints into the text: they go, the source they complain about stays."""
    for message in list(tree.findall(nodes.system_message)):
        blocks = [child for child in message.children if isinstance(child, nodes.literal_block)]
        if message.parent is not None:
            message.parent.replace(message, blocks)
    tree.parse_messages.clear()
    tree.transform_messages.clear()
    for section in [part for part in tree.findall(nodes.section) if "system-messages" in part["classes"]]:
        if section.parent is not None:
            section.parent.remove(section)
