"""A document's text as the structured value that the checks look at."""

from datetime import date

from secondstory.documents.recognition import ending_of
from secondstory.documents.values import PostMortem, RefusedInput, SourceFile

_LAST_DAY = date(9000, 1, 1)  # no day is too far in the future here
_READ = frozenset({"md", "markdown", "mdown", "mkd", "mdx", "html", "htm", "xhtml", "txt", "text", "rst", "rest"})


def read_post_mortem(text: str, *, name: str) -> PostMortem | None:
    """Return the value, or None for a text that is no document."""
    from secondstory.documents.extraction.post_mortem import post_mortem
    from secondstory.documents.read import read

    known = name if ending_of(name) in _READ else "report.md"
    try:
        return post_mortem(read(SourceFile(name=known, content=text.encode("utf-8", "replace"))), today=_LAST_DAY)
    except (RefusedInput, RecursionError):
        return None
