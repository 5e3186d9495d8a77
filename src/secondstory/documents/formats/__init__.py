"""One module for each format: decoded text or bytes come in, Markdown that holds every word of it goes out.

A heavy library is imported inside the one module that needs it, and that module only when a file of its format comes along.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Converted:
    """What a format gives: Markdown without the front matter, and what else the file says about itself."""

    markdown: str
    front_matter: dict[str, object] = field(default_factory=dict)
    title: str | None = None
    warnings: tuple[str, ...] = ()
