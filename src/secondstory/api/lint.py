"""The linter for programs and for the pages on which people write."""

from enum import StrEnum
from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Field, Router, Schema, Status
from ninja.errors import HttpError
from ninja.security import SessionAuth
from pydantic import StringConstraints

from secondstory.api.problems import Problem
from secondstory.api.tokens import ReadToken
from secondstory.language.actions import judge_action
from secondstory.language.findings import Finding
from secondstory.language.linter import lint, lint_prose
from secondstory.language.prose import Passage, Prose, Scope
from secondstory.language.readers import Format, read_prose
from secondstory.language.records import finding_in_full

LONGEST = 200_000
MOST_PEOPLE = 1_000


class Place(StrEnum):
    """What a text is for: the same words weigh differently there."""

    PROSE = "prose"
    HEADING = "heading"
    TIMELINE = "timeline"
    ACTIONS = "actions"


class Kind(StrEnum):
    """Prose, or one action item, which is also asked what it leaves open."""

    SENTENCE = "sentence"
    ACTION = "action"


class TextIn(Schema):
    text: Annotated[str, Field(description=f"At most {LONGEST:,} characters.")]
    people: Annotated[
        list[Annotated[str, StringConstraints(max_length=300)]],
        Field(max_length=MOST_PEOPLE, description="Names of people of the incident, as they may stand in the text."),
    ] = []
    format: Annotated[Format, Field(description="In Markdown and HTML, code, quotations and markup are not read.")] = "text"
    scope: Annotated[Place, Field(description="What the text is for. A timeline may name responders.")] = Place.PROSE
    kind: Annotated[Kind, Field(description="With `action`, the text is one action item and is judged as such.")] = Kind.SENTENCE
    owner: Annotated[str, Field(max_length=300, description="Of an action item, where it is not in the text.")] = ""
    due_on: Annotated[str, Field(max_length=100, description="Of an action item, where it is not in the text.")] = ""
    done_when: Annotated[str, Field(max_length=LONGEST, description="Of an action item, where it is not in the text.")] = ""


class ReplacementOut(Schema):
    start: int
    end: int
    text: str


class FindingOut(Schema):
    category: str
    rule: str
    level: str
    start: Annotated[int, Field(description="In code points of the text.")]
    end: Annotated[int, Field(description="Exclusive.")]
    message: str
    suggestion: Annotated[str, Field(description="The first rewording, or empty.")]
    rewordings: list[str]
    replacements: Annotated[list[ReplacementOut], Field(description="Rewordings that can stand in the text as they are.")]
    why: Annotated[str, Field(description="The place that explains the rule, in the documentation.")]


class FindingsOut(Schema):
    findings: list[FindingOut]


class Session(SessionAuth):
    """Somebody who is signed in and writes on a page; the page sends its token against forgery."""

    def __call__(self, request: HttpRequest) -> Any:
        if not request.user.is_authenticated:
            return None  # a stranger is asked who they are before anything else
        try:
            return super().__call__(request)
        except HttpError as error:
            raise HttpError(
                403, "The token against forgery is missing or old. Send the header X-CSRFToken; a reloaded page has a new one."
            ) from error


router = Router(auth=[ReadToken(), Session()])


@router.post("/lint", response={200: FindingsOut, 401: Problem, 403: Problem, 413: Problem}, url_name="lint")
def look(request: HttpRequest, given: TextIn) -> Any:
    """Find wording that blames or that looks back with what is known now, and offer a better question. Nothing is kept."""
    if len(given.text) > LONGEST:
        too_long = f"The text has {len(given.text):,} characters; at most {LONGEST:,} are read at once. Send it in parts."
        return Status(413, {"detail": too_long})
    found = _wording(given)
    if given.kind is Kind.ACTION:
        found = _with_what_is_open(found, given)
    return {"findings": [finding_in_full(finding, given.text) for finding in found]}


def _wording(given: TextIn) -> list[Finding]:
    scope = Scope.ACTIONS if given.kind is Kind.ACTION else Scope(given.scope)
    if given.format == "text":
        return lint(given.text, people=given.people, scope=scope)
    return lint_prose(_in_scope(read_prose(given.text, format=given.format), scope), people=given.people)


def _with_what_is_open(found: list[Finding], given: TextIn) -> list[Finding]:
    """Add what the action item leaves open, unless its wording was questioned in the same place."""
    if not given.text.strip():
        return found
    judged = judge_action(given.text, owner=given.owner, due_on=given.due_on or None, done_when=given.done_when, people=given.people)
    places = {(finding.start, finding.end) for finding in found}
    return [*found, *(one for one in judged.messages if (one.start, one.end) not in places)]


def _in_scope(prose: Prose, scope: Scope) -> Prose:
    """A part of a document has the scope of its place; its own headings say more where they speak."""
    if scope is Scope.PROSE:
        return prose
    passages = tuple(Passage(one.start, one.end, scope if one.scope is Scope.PROSE else one.scope) for one in prose.passages)
    return Prose(prose.masked, passages, prose.people, prose.title)
