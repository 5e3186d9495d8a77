"""Changes to connections. Only administrators make them; the operator at the command line may too."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import F

from secondstory.accounts.commands import Refused, ensure_may, record
from secondstory.accounts.models import Person
from secondstory.accounts.rules import Ability, digest, new_secret
from secondstory.connections.events import ConnectionRemoved
from secondstory.connections.models import Connection
from secondstory.connections.ports import vendor_named
from secondstory.connections.rules import DAYS_RAW_IS_KEPT, FORMER_SECRET_WORKS, MOST_DAYS
from secondstory.kit.clock import now
from secondstory.kit.facts import announce, announcing_together
from secondstory.kit.sealed import seal


@dataclass(frozen=True, slots=True)
class Tally:
    """What happened at one connection since it was written down last."""

    arrived: int = 0
    last_arrival_at: datetime | None = None
    refused: int = 0
    last_refused_at: datetime | None = None
    last_refusal: str = ""


def make_connection(
    source: str, *, by: Person | None, title: str = "", signing_secret: str = "", raw_days: int = DAYS_RAW_IS_KEPT
) -> Connection:
    """Make a connection with an address of its own, known under the vendor's name where no title is given."""
    ensure_may(by, Ability.ADMINISTER)
    vendor = vendor_named(source)
    if vendor is None:
        raise Refused(f"No source is called {source}. Choose one of the list.", field="source")
    if signing_secret.strip() and not vendor.signs:
        raise Refused(f"{vendor.title} does not sign what it sends, so a signing secret has no use. Leave it out.", field="signing_secret")
    secret = new_secret()
    with announcing_together():
        made = Connection.objects.create(
            source=vendor.name,
            title=_title(title) or vendor.title,
            address_digest=digest(secret),
            address_sealed=seal(secret),
            signing_sealed=seal(signing_secret.strip()),
            raw_days=_days(raw_days),
            created_by=by,
        )
        record("made connection", made, by=by, title=made.title, source=made.source)
    return made


def change_connection(connection: Connection, *, title: str, raw_days: int, by: Person | None) -> None:
    """Change what a connection is called and for how long requests are kept as they came."""
    ensure_may(by, Ability.ADMINISTER)
    with announcing_together():
        connection.title = _title(title) or connection.title
        connection.raw_days = _days(raw_days)
        connection.save(update_fields=["title", "raw_days"])
        record("changed connection", connection, by=by, title=connection.title, raw_days=connection.raw_days)


def set_signing_secret(connection: Connection, secret: str, *, by: Person | None) -> None:
    """Check signatures with this secret from now on; the former one is good for another day. An empty one ends the checking at once."""
    ensure_may(by, Ability.ADMINISTER)
    secret = secret.strip()
    with announcing_together():
        is_rotation = bool(secret and connection.signing_sealed)
        connection.former_signing_sealed = connection.signing_sealed if is_rotation else ""
        connection.former_signing_until = now() + FORMER_SECRET_WORKS if is_rotation else None
        connection.signing_sealed = seal(secret)
        connection.save(update_fields=["signing_sealed", "former_signing_sealed", "former_signing_until"])
        record("set signing secret" if secret else "took signing secret away", connection, by=by, title=connection.title)


def renew_address(connection: Connection, *, by: Person | None) -> None:
    """Give a connection a new address. The former one ends at once, because it may have become known."""
    ensure_may(by, Ability.ADMINISTER)
    secret = new_secret()
    with announcing_together():
        connection.address_digest, connection.address_sealed = digest(secret), seal(secret)
        connection.save(update_fields=["address_digest", "address_sealed"])
        record("renewed address of connection", connection, by=by, title=connection.title)


def switch(connection: Connection, *, on: bool, by: Person | None) -> None:
    """Let a connection take requests, or turn them away until it is switched on again."""
    ensure_may(by, Ability.ADMINISTER)
    with announcing_together():
        connection.is_active = on
        connection.save(update_fields=["is_active"])
        record("switched connection on" if on else "switched connection off", connection, by=by, title=connection.title)


def remove_connection(connection: Connection, *, by: Person | None) -> None:
    """End a connection for good: its address and secrets are gone. What it brought stays in the inbox."""
    ensure_may(by, Ability.ADMINISTER)
    with announcing_together():
        connection.is_active, connection.removed_at = False, now()
        for name in ("address_digest", "address_sealed", "signing_sealed", "former_signing_sealed"):
            setattr(connection, name, "")
        connection.save()
        record("removed connection", connection, by=by, title=connection.title)
        announce(ConnectionRemoved(connection.pk))


def count(tallies: Mapping[int, Tally]) -> None:
    """Add what happened at connections. Called by the receiver for many requests at once; says nothing in the audit record."""
    for connection_id, tally in sorted(tallies.items()):
        changes: dict[str, object] = {"arrived": F("arrived") + tally.arrived, "refused": F("refused") + tally.refused}
        if tally.last_arrival_at:
            changes["last_arrival_at"] = tally.last_arrival_at
        if tally.last_refused_at:
            changes |= {"last_refused_at": tally.last_refused_at, "last_refusal": tally.last_refusal[:300]}
        Connection.objects.filter(pk=connection_id).update(**changes)


def _title(stated: str) -> str:
    return " ".join(stated.split())[:120]


def _days(stated: int) -> int:
    if not 1 <= stated <= MOST_DAYS:
        raise Refused(f"Choose between 1 and {MOST_DAYS} days.", field="raw_days")
    return stated
