"""Issues, their histories and comments: https://developer.atlassian.com/cloud/jira/platform/rest/v3/"""

from collections.abc import Iterator, Mapping
from typing import Any

from secondstory.integrations.changed_fields import change_of
from secondstory.integrations.jira.markup import plain
from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import SourceEvent

Thing = Mapping[str, Any]
_HIDDEN_FIELDS = {"Rank", "timespent", "WorklogId", "RemoteIssueLink"}


def name(person: Thing) -> str:
    return text_of(person, "displayName") or text_of(person, "name") or text_of(person, "accountId")


def told_of(issue: Thing) -> Iterator[SourceEvent]:
    """An issue tells when it was made, what was changed and said, and, without a history, when it was resolved."""
    fields, key = object_at(issue, "fields"), text_of(issue, "key")
    opened = opening(issue)
    yield opened
    histories = object_at(issue, "changelog").get("histories")
    yield from (one for history in objects(histories) for one in changes(history, issue))
    yield from (comment(one, issue) for one in objects(object_at(fields, "comment").get("comments")))
    if not isinstance(histories, list) and (resolved := moment(fields.get("resolutiondate"))):
        yield SourceEvent(
            text=f"{key} resolved as {text_of(fields, 'resolution', 'name') or 'done'}: {text_of(fields, 'summary')}",
            at=resolved,
            actor="Jira",
            external_id=f"{opened.external_id}/resolved@{text_of(fields, 'resolutiondate')}",
            link=opened.link,
            component=opened.component,
            vendor_type="issue resolved",
            thread=opened.external_id,
        )


def opening(issue: Thing) -> SourceEvent:
    fields, key = object_at(issue, "fields"), text_of(issue, "key")
    person = object_at(fields, "creator") or object_at(fields, "reporter")
    return SourceEvent(
        text=f"{key} created: {text_of(fields, 'summary')}",
        at=moment(fields.get("created")),
        actor=name(person) or "Jira",
        actor_email=text_of(person, "emailAddress"),
        external_id=_identity(issue),
        link=link_of(issue),
        component=component_of(issue),
        vendor_type="jira:issue_created",
        words=plain(fields.get("description")),
    )


def changes(history: Thing, issue: Thing) -> Iterator[SourceEvent]:
    """One entry of a history can change several fields at once; it is one event."""
    author, key = object_at(history, "author"), text_of(issue, "key")
    told = [_change(item) for item in objects(history.get("items")) if text_of(item, "field") not in _HIDDEN_FIELDS]
    if not told:
        return
    yield SourceEvent(
        text=f"{key}: {', '.join(told)}" if key else ", ".join(told),
        at=moment(history.get("created")),
        actor=name(author) or "Jira",
        actor_email=text_of(author, "emailAddress"),
        external_id=f"history/{text_of(history, 'id')}",
        link=link_of(issue),
        component=component_of(issue),
        vendor_type="changelog",
        thread=_identity(issue) if issue else "",
    )


def _change(item: Thing) -> str:
    field = text_of(item, "field")
    before, after = (text_of(item, f"{side}String") or text_of(item, side) for side in ("from", "to"))
    return change_of(field, before, after)


def comment(one: Thing, issue: Thing, *, action: str = "") -> SourceEvent:
    author, key, said = object_at(one, "author"), text_of(issue, "key"), plain(one.get("body"))
    identity = f"comment/{text_of(one, 'id')}"
    where = f"Comment on {key}" if key else "Comment"
    is_edit = action == "updated"
    return SourceEvent(
        text=f"{where}{f' {action}' if action else ''}: {said}",
        at=None if action == "deleted" else moment(one.get("updated" if is_edit else "created")),
        actor=name(author) or "Jira",
        actor_email=text_of(author, "emailAddress"),
        external_id=f"{identity}/{action}@{text_of(one, 'updated')}" if action else identity,
        link=link_of(issue) or text_of(one, "self"),
        component=component_of(issue),
        vendor_type="comment",
        replaces=identity if is_edit else "",
        words=one["body"] if isinstance(one.get("body"), str) else "",
    )


def link_of(issue: Thing) -> str:
    """Return the address at which people see the issue: that of the API leads to no page."""
    site, found, _ = text_of(issue, "self").partition("/rest/")
    return f"{site}/browse/{text_of(issue, 'key')}" if found and text_of(issue, "key") else ""


def component_of(issue: Thing) -> str:
    names = [text_of(one, "name") for one in objects(object_at(issue, "fields").get("components"))]
    return ", ".join(one for one in names if one) or text_of(issue, "fields", "project", "name")


def _identity(issue: Thing) -> str:
    return f"issue/{text_of(issue, 'id') or text_of(issue, 'key')}"
