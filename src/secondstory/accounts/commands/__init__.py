"""Changes to people and teams, and the record of who changed what."""

from secondstory.accounts.commands.audit import record
from secondstory.accounts.commands.claim import claim, confirm_claim, decline_claim
from secondstory.accounts.commands.import_invitations import invite_from_lines
from secondstory.accounts.commands.invite import MadeInvitation, accept_invitation, invite, send_invitation, withdraw_invitation
from secondstory.accounts.commands.mail import MailNotSentError
from secondstory.accounts.commands.merge import merge_people
from secondstory.accounts.commands.name import people_named
from secondstory.accounts.commands.permission import NotAllowed, ensure_may
from secondstory.accounts.commands.person import change_person, change_profile, deactivate, reactivate
from secondstory.accounts.commands.refusal import Refused
from secondstory.accounts.commands.set_up import AlreadySetUp, set_up
from secondstory.accounts.commands.team import add_member, change_team, make_team, remove_member
from secondstory.accounts.commands.token import NewToken, create_token, revoke_token

__all__ = [
    "AlreadySetUp",
    "MadeInvitation",
    "MailNotSentError",
    "NewToken",
    "NotAllowed",
    "Refused",
    "accept_invitation",
    "add_member",
    "change_person",
    "change_profile",
    "change_team",
    "claim",
    "confirm_claim",
    "create_token",
    "deactivate",
    "decline_claim",
    "ensure_may",
    "invite",
    "invite_from_lines",
    "make_team",
    "merge_people",
    "people_named",
    "reactivate",
    "record",
    "remove_member",
    "revoke_token",
    "send_invitation",
    "set_up",
    "withdraw_invitation",
]
