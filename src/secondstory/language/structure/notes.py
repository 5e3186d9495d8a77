"""What a check of the structure noted, before it has its rule's words and its place."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that is missing or too much.

    `excerpt` is Markdown of the passage concerned and `heading` the heading or label above it, both as the structured value has them;
    empty where there is no such passage. `figures` fill the `{words}` of the rule's message.
    """

    rule: str
    heading: str = ""
    excerpt: str = ""
    figures: Mapping[str, str | int] = field(default_factory=dict)

    def fill(self, text: str) -> str:
        for name, figure in self.figures.items():
            text = text.replace(f"{{{name}}}", str(figure))
        return text
