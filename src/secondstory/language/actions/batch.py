"""A judgement as programs read it."""

from typing import Any

from secondstory.language.actions.judgement import ActionJudgement
from secondstory.language.records import finding_as_record


def as_object(judgement: ActionJudgement, *, id: object) -> dict[str, Any]:  # noqa: A002 - the key of the object
    """Return the object that `secondstory lint --jsonl --kind action` writes for an item: only values that JSON has."""
    return {
        "id": id,
        "vague": judgement.vague,
        "owner": judgement.owner.value,
        "single_owner": judgement.single_owner,
        "deadline": judgement.deadline,
        "horizon": judgement.horizon.value,
        "rca2": judgement.strength.value,
        "process_or_people": judgement.process_or_people,
        "messages": [{**finding_as_record(finding), "rewordings": list(finding.rewordings)} for finding in judgement.messages],
    }
