"""Reads about people and teams."""

from secondstory.accounts.queries.audit import audit_records
from secondstory.accounts.queries.invitations import all_invitations, checked_lines, invitation_of_secret, new_team_names, open_invitations
from secondstory.accounts.queries.people import (
    PersonChoice,
    claims_waiting,
    label_of,
    namesakes_to_claim,
    people,
    people_meant,
    people_starting_with,
)
from secondstory.accounts.queries.set_up import is_set_up
from secondstory.accounts.queries.signed_in import signed_in
from secondstory.accounts.queries.teams import members_of, teams
from secondstory.accounts.queries.tokens import person_of_token, tokens_of

__all__ = [
    "PersonChoice",
    "all_invitations",
    "audit_records",
    "checked_lines",
    "claims_waiting",
    "invitation_of_secret",
    "is_set_up",
    "label_of",
    "members_of",
    "namesakes_to_claim",
    "new_team_names",
    "open_invitations",
    "people",
    "people_meant",
    "people_starting_with",
    "person_of_token",
    "signed_in",
    "teams",
    "tokens_of",
]
