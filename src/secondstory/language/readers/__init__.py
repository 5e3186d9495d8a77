"""Documents come in as Markdown, HTML or plain text; prose goes out, with every place where it was."""

from typing import Literal

from secondstory.language.prose import Prose

Format = Literal["markdown", "html", "text"]


def read_prose(text: str, *, format: Format = "markdown") -> Prose:  # noqa: A002
    """Read a document. Any text is accepted; what is not its author's prose is blanked, and nothing moves."""
    if format == "html":
        from secondstory.language.readers.html import read_html

        return read_html(text)
    if format == "text":
        from secondstory.language.readers.plain import read_plain_text

        return read_plain_text(text)
    from secondstory.language.readers.markdown import read_markdown

    return read_markdown(text)
