"""Reads about connections."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import QuerySet
from django.http import Http404

from secondstory.connections.models import Connection
from secondstory.connections.rules import hook_path
from secondstory.kit.clock import now
from secondstory.kit.sealed import CannotUnseal, unseal

LOCAL = "http://localhost:8000"
"""Where `secondstory serve` answers if nothing else is set."""


class NoSuchConnection(Http404):
    """There is no such connection."""


@dataclass(frozen=True, slots=True)
class OpenConnection:
    """A connection as the receiver needs it, with its secrets open. Never shown, never logged."""

    id: int
    source: str
    address_digest: str
    is_active: bool
    signing_secrets: tuple[str, ...]
    """The one in force first, then the former one while it still works; empty where requests are not signed."""
    is_readable: bool = True
    """False where a signing secret is stored that cannot be decrypted: then nothing can be checked, and nothing is taken."""

    def __repr__(self) -> str:
        return f"OpenConnection({self.id}, {self.source})"


def connections() -> QuerySet[Connection]:
    """Return the connections that were not removed."""
    return Connection.objects.filter(removed_at__isnull=True)


def find_connection(connection_id: int) -> Connection:
    """Raise `NoSuchConnection` for one that does not exist or was removed."""
    found = connections().select_related("created_by").filter(pk=connection_id).first()
    if found is None:
        raise NoSuchConnection(f"There is no connection {connection_id}.")
    return found


def hook_url(connection: Connection, *, base_url: str = "") -> str:
    """Return the whole address that the vendor is given, under the address that the operator set, else `base_url`.

    Raises `CannotUnseal` where the secret key has changed since.
    """
    return f"{settings.PUBLIC_URL or base_url or LOCAL}{hook_path(connection.pk, unseal(connection.address_sealed))}"


def open_connections() -> dict[int, OpenConnection]:
    """Return all connections with their secrets open, for the receiver, in one statement."""
    return {row.pk: _opened(row) for row in connections()}


def _opened(row: Connection) -> OpenConnection:
    sealed = [row.signing_sealed] if row.signing_sealed else []
    if row.former_signing_sealed and row.former_signing_until and row.former_signing_until > now():
        sealed.append(row.former_signing_sealed)
    try:
        secrets, is_readable = tuple(unseal(one) for one in sealed), True
    except CannotUnseal:
        secrets, is_readable = (), False
    return OpenConnection(row.pk, row.source, row.address_digest, row.is_active, secrets, is_readable)
