"""Edits and deletions in a chat, followed: the last wording is told, the earlier ones are kept as evidence."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from secondstory.kit.markdown import markdown_of_plain
from secondstory.timeline.commands.changes import Changes
from secondstory.timeline.commands.facts import facts_of
from secondstory.timeline.models import Evidence
from secondstory.timeline.ports import SourceEvent
from secondstory.timeline.rules import Message, Said, SetAside, messages_after_changes

BEFORE = "Before it was edited:"


def after_changes(arrived: Iterable[SourceEvent]) -> Iterator[SourceEvent]:
    """Yield events as they are after the edits and deletions that arrive with them, each message once and in its first place."""
    events = list(arrived)
    changing = {event.replaces or event.external_id for event in events if event.replaces or event.is_deleted} - {""}
    if not changing:
        yield from events
        return
    ids = changing | {event.external_id for event in events if event.replaces in changing and event.external_id}
    said = [_said(event) for event in events if event.external_id in ids]
    messages = {name: message for message in messages_after_changes(said) for name in message.ids}
    told: set[str] = set()
    for event in events:
        message = messages.get(event.external_id)
        if message is None or not event.external_id:
            yield event
        elif message.external_id not in told:
            told.add(message.external_id)
            yield _after(event, message)


def _said(event: SourceEvent) -> Said:
    return Said(event.external_id, event.text, event.at, event.replaces, event.is_deleted)


def _after(event: SourceEvent, message: Message) -> SourceEvent:
    words = event.words
    if message.earlier:
        words = "\n".join([words or message.text, "", BEFORE, *message.earlier])
    return replace(
        event,
        external_id=message.external_id,
        text=message.text or event.text,
        at=message.said_at or event.at,
        words=words,
        is_deleted=message.is_taken_back,
        replaces="" if message.is_whole else event.replaces or message.external_id,
    )


def follow_changes(changes: Changes, changed: Sequence[SourceEvent], *, source: str) -> None:
    """Carry edits and deletions over to events that are told already. Where somebody has edited the event, only its evidence follows."""
    by_identity = {event.external_id: event for event in changed if event.external_id}
    rows = Evidence.objects.filter(incident=changes.incident, source=source, external_id__in=by_identity).select_related("event")
    for evidence in rows:
        event = by_identity[evidence.external_id]
        told = evidence.event
        as_it_was = told is not None and told.text == markdown_of_plain(evidence.text)
        if event.is_deleted:
            if told is not None and as_it_was:
                told.incident = changes.incident
                changes.remove(told, set_aside=SetAside.TAKEN_BACK)
        elif event.text != evidence.text:
            if told is not None and as_it_was:
                told.incident = changes.incident
                changes.edit(told, replace(facts_of(told), text=markdown_of_plain(event.text)))
            evidence.words = "\n".join([event.words or event.text, "", BEFORE, evidence.words or evidence.text])
            evidence.text = event.text
            evidence.save(update_fields=["words", "text"])
