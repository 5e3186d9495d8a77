"""Action items line by line."""

from typing import Any

from secondstory.language.actions import as_object, judge_action


def judge_action_item(record: dict[str, Any]) -> dict[str, Any]:
    """Answer with what an action item says and leaves open."""
    owner, due_on, people = record.get("owner"), record.get("due_on"), record.get("people")
    names = [name for name in people if isinstance(name, str)] if isinstance(people, list) else []
    judgement = judge_action(
        record["text"],
        owner=owner if isinstance(owner, str) else "",
        due_on=due_on if isinstance(due_on, str) else None,
        people=names,
    )
    return as_object(judgement, id=record.get("id"))
