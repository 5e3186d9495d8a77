"""Judges one action item: what is missing in it, how well it will hold, and which words say so."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from secondstory.language.actions import verdicts
from secondstory.language.actions.deadlines import Deadline, deadline_in
from secondstory.language.actions.evidence import Evidence, evidence_in
from secondstory.language.actions.messages import Situation, messages_for
from secondstory.language.actions.owners import Owner, OwnerKind, owner_in
from secondstory.language.actions.reading import Reading
from secondstory.language.actions.verdicts import ActionClass, Ground, Horizon, Strength
from secondstory.language.findings import Finding

_GOALS = ("main:goal", "side:goal", "number")


@dataclass(frozen=True)
class ActionJudgement:
    """What an action item says, and what it leaves open.

    `deadline` is true for a day, week, month or quarter. `process_or_people` is true when only papers, meetings, rules or people's care
    would change. `messages` say what to change.
    """

    vague: bool
    owner: OwnerKind
    single_owner: bool
    deadline: bool
    has_definition_of_done: bool
    horizon: Horizon
    strength: Strength
    action_class: ActionClass
    process_or_people: bool
    messages: tuple[Finding, ...] = ()
    evidence: Evidence = field(default_factory=dict, repr=False, compare=False)

    @property
    def grounds(self) -> tuple[Ground, ...]:
        """The words that spoke loudest for each verdict that was weighed."""
        weighed = (
            "vague" if self.vague else "",
            self.strength.value,
            "short" if self.horizon is Horizon.SHORT else "",
            "paper" if self.process_or_people else "",
        )
        grounds = (verdicts.loudest(verdict, self.evidence) for verdict in weighed if verdict)
        return tuple(ground for ground in grounds if ground)


def judge_action(
    text: str, *, owner: str = "", due_on: date | str | None = None, done_when: str = "", people: Sequence[str] = ()
) -> ActionJudgement:
    """Judge one action item. What is given apart from the text (owner, date, definition of done) counts like words in it.

    `people` are names that may stand in the text, so that "Ada: add the alert" has an owner.
    """
    reading = Reading(text)
    evidence = evidence_in(reading)
    owned = owner_in(reading, owner=owner, people=people)
    due = deadline_in(reading.words)
    has_date = bool(due_on) or bool(due and due.is_definite)
    judgement = _weighed(evidence, owner=owned, has_deadline=has_date, has_goal=bool(done_when.strip()))
    return _with_messages(judgement, reading, evidence, owned, due if not due_on else None)


def _weighed(evidence: Evidence, *, owner: Owner, has_deadline: bool, has_goal: bool) -> ActionJudgement:
    vague = verdicts.is_vague(evidence)
    horizon, strength, on_paper = verdicts.horizon_of(evidence), verdicts.strength_of(evidence), verdicts.is_on_paper(evidence)
    return ActionJudgement(
        vague=vague,
        owner=owner.kind,
        single_owner=owner.kind is OwnerKind.INDIVIDUAL,
        deadline=has_deadline,
        has_definition_of_done=has_goal or (not vague and any(goal in evidence for goal in _GOALS)),
        horizon=horizon,
        strength=strength,
        action_class=verdicts.class_of(evidence, horizon=horizon, is_paper=on_paper),
        process_or_people=on_paper,
        evidence=evidence,
    )


def _with_messages(judgement: ActionJudgement, reading: Reading, evidence: Evidence, owner: Owner, due: Deadline | None) -> ActionJudgement:
    situation = Situation(
        reading=reading,
        evidence=evidence,
        is_vague=judgement.vague,
        is_paper=judgement.process_or_people,
        owner=owner,
        has_deadline=judgement.deadline,
        soft_deadline=due if due and not due.is_definite else None,
        has_goal=judgement.has_definition_of_done,
    )
    return replace(judgement, messages=tuple(messages_for(situation)))
