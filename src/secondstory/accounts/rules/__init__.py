"""Roles, and what each of them may do; scopes of tokens; what must be true before people are changed."""

import hashlib
import secrets
from enum import StrEnum


class Role(StrEnum):
    ADMINISTRATOR = "administrator"
    FACILITATOR = "facilitator"
    MEMBER = "member"
    VIEWER = "viewer"


class Ability(StrEnum):
    """What a role may allow. Reading is not listed: everybody who is signed in may read what is visible to them."""

    WRITE = "write"  # incidents, timelines, reports, action items
    PUBLISH = "publish"  # reports
    IMPORT = "import"  # whole folders of reports
    RESTRICT = "restrict"  # who may see an incident
    ADMINISTER = "administer"  # people, teams, settings


class Scope(StrEnum):
    """What a token is for. The person's role still decides; a scope only narrows it."""

    READ = "read"
    WRITE = "write"
    IMPORT = "import"


_ABILITIES = {
    Role.ADMINISTRATOR: frozenset(Ability),
    Role.FACILITATOR: frozenset(Ability) - {Ability.ADMINISTER},
    Role.MEMBER: frozenset({Ability.WRITE, Ability.RESTRICT}),
    Role.VIEWER: frozenset[Ability](),
}

TOKEN_PREFIX = "sst_"  # noqa: S105
INVITATION_DAYS = 14


def may(role: str, ability: Ability) -> bool:
    """Say whether a role allows something; an unknown role allows nothing."""
    return role in _ABILITIES and ability in _ABILITIES[Role(role)]


def name_key(name: str) -> str:
    """Return the form under which two spellings of a name count as the same: case and spacing do not matter."""
    return " ".join(name.split()).casefold()


def new_secret() -> str:
    """Return 256 random bits, safe in an address."""
    return secrets.token_urlsafe(32)


def new_token() -> str:
    """Return a new token of a person, 256 random bits behind the prefix that secret scanners look for."""
    return TOKEN_PREFIX + new_secret()


def digest(secret: str) -> str:
    """Return what is stored of a secret. One round of SHA-256 suffices: 256 random bits cannot be guessed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def reason_not_to_weaken(*, is_administrator: bool, other_administrators: int) -> str | None:
    """Say why somebody cannot be deactivated or lose the administrator's role."""
    if is_administrator and other_administrators == 0:
        return "This is the last administrator. Make somebody else an administrator first."
    return None


def reason_not_to_merge(*, is_same: bool, merged_is_signed_in: bool, kept_has_account: bool, merged_has_account: bool) -> str | None:
    """Say why one person cannot be merged into another, in words that name the way out."""
    if is_same:
        return "These are the same person already. Choose somebody else."
    if merged_is_signed_in:
        return "This would remove the account you are signed in with. Merge the other way round."
    if merged_has_account and not kept_has_account:
        return "The person who stays has no account, the other has one. Merge the other way round."
    return None
