"""Markdown in templates. Load with ``{% load markdown %}``."""

from django import template
from django.utils.safestring import SafeString

from secondstory.kit.markdown import markdown_html, markdown_line, markdown_text

register = template.Library()


@register.filter
def markdown(text: str | None) -> SafeString:
    """Passages, lists and tables as clean HTML."""
    return markdown_html(text or "")


@register.filter
def markdown_inline(text: str | None) -> SafeString:
    """One passage as clean HTML, without paragraphs around it."""
    return markdown_line(text or "")


@register.filter
def markdown_words(text: str | None) -> str:
    """The words alone."""
    return markdown_text(text or "")
