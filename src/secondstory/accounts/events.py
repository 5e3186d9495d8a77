"""Facts that people and teams announce."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PersonRenamed:
    """A person's shown name changed, or two people became one; `person_id` is the one that stays."""

    person_id: int


@dataclass(frozen=True, slots=True)
class TeamRenamed:
    team_id: int
