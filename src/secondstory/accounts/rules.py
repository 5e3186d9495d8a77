"""Roles, and what each of them may do."""

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


_ABILITIES = {
    Role.ADMINISTRATOR: frozenset(Ability),
    Role.FACILITATOR: frozenset(Ability) - {Ability.ADMINISTER},
    Role.MEMBER: frozenset({Ability.WRITE, Ability.RESTRICT}),
    Role.VIEWER: frozenset[Ability](),
}


def may(role: str, ability: Ability) -> bool:
    """Say whether a role allows something; an unknown role allows nothing."""
    return role in _ABILITIES and ability in _ABILITIES[Role(role)]


def name_key(name: str) -> str:
    """Return the form under which two spellings of a name count as the same: case and spacing do not matter."""
    return " ".join(name.split()).casefold()
