from typing import Any

from ninja import Schema


class Problem(Schema):
    detail: str


def sentence_of(mistakes: list[dict[str, Any]]) -> str:
    """Say in one line what is wrong with a request, from what pydantic found: `at: Input should have timezone info`."""
    said = []
    for mistake in mistakes[:5]:
        place = ".".join(str(part) for part in mistake.get("loc", ())[1:] if part not in {"given", "changed"})
        said.append(": ".join(part for part in (place, str(mistake.get("msg", "")).removeprefix("Value error, ")) if part))
    return "; ".join(said) or "The request cannot be read."
