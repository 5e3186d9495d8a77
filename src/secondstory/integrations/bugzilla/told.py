"""What is told of a bug, whichever of its forms it was read from, so that the same has the same identity in all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from secondstory.integrations.changed_fields import change_of
from secondstory.integrations.reading import moment
from secondstory.timeline.ports import SourceEvent


@dataclass(frozen=True, slots=True)
class Bug:
    number: str
    summary: str = ""
    component: str = ""
    site: str = ""

    @property
    def identity(self) -> str:
        return f"bug/{self.number}"

    @property
    def link(self) -> str:
        return f"{self.site.rstrip('/')}/show_bug.cgi?id={self.number}" if self.site.startswith(("http://", "https://")) else ""


@dataclass(frozen=True, slots=True)
class Change:
    field: str
    removed: str
    added: str


def created(bug: Bug, *, at: datetime | None, by: str, address: str = "", described: str = "") -> SourceEvent:
    return SourceEvent(
        text=f"Bug {bug.number} created: {bug.summary}",
        at=at,
        actor=by or address or "Bugzilla",
        actor_email=address if "@" in address else "",
        external_id=bug.identity,
        link=bug.link,
        component=bug.component,
        vendor_type="bug",
        words=described,
    )


def commented(bug: Bug, *, identity: str, said: str, at: datetime | None, by: str, address: str = "") -> SourceEvent:
    return SourceEvent(
        text=f"Comment on bug {bug.number}: {said}",
        at=at,
        actor=by or address or "Bugzilla",
        actor_email=address if "@" in address else "",
        external_id=f"{bug.identity}/comment/{identity}",
        link=bug.link,
        component=bug.component,
        vendor_type="comment",
        thread=bug.identity,
        words=said,
    )


def changed(bug: Bug, changes: Sequence[Change], *, at: datetime | None, local_at: datetime | None, by: str, stated: str) -> SourceEvent:
    """All that one person changed at one time is one event, as Bugzilla shows it; it gives no identity of its own."""
    told = ", ".join(change_of(one.field.replace("_", " ").lower() or "something", one.removed, one.added) for one in changes)
    when = at.isoformat() if at else stated
    return SourceEvent(
        text=f"Bug {bug.number}: {told or 'changed'}",
        at=at,
        local_at=local_at,
        actor=by or "Bugzilla",
        actor_email=by if "@" in by else "",
        external_id=f"{bug.identity}@{when}/{by}",
        link=bug.link,
        component=bug.component,
        vendor_type="history",
        thread=bug.identity,
    )


def attached(bug: Bug, *, identity: str, name: str, stated: str, by: str) -> SourceEvent:
    return SourceEvent(
        text=f"Bug {bug.number}: file {name} attached" if name else f"Bug {bug.number}: a file was attached",
        at=moment(stated),
        actor=by or "Bugzilla",
        actor_email=by if "@" in by else "",
        external_id=f"{bug.identity}/attachment/{identity}",
        link=bug.link,
        component=bug.component,
        vendor_type="attachment",
        thread=bug.identity,
    )
