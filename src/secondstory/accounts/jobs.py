"""Work for later: the e-mails of invitations made in bulk."""

from collections.abc import Sequence

from django.db.models import QuerySet

from secondstory.accounts.commands import Refused, send_invitation
from secondstory.accounts.commands.mail import mail_connection
from secondstory.accounts.models import Invitation
from secondstory.accounts.queries.invitations import open_invitations

FAILURES_IN_A_ROW = 3
GIVEN_UP = "The mail server did not take the e-mails before this one either, so it was not tried."


def send_invitations(invitation_ids: Sequence[int], base_url: str) -> int:
    """Send the invitations among these that were not sent yet, and return how many were; may run again without harm.

    A mail server that refuses several in a row is left alone; the rest say so and can be sent again from the list.
    """
    connection = mail_connection()
    sent = failed_in_a_row = 0
    for invitation in _unsent(invitation_ids):
        if failed_in_a_row == FAILURES_IN_A_ROW:
            _unsent(invitation_ids).filter(send_problem="").update(send_problem=GIVEN_UP)
            break
        try:
            made = send_invitation(invitation, by=None, base_url=base_url, connection=connection)
        except Refused:
            continue  # accepted or withdrawn while the job ran
        failed_in_a_row = failed_in_a_row + 1 if made.problem and not made.invitation.sent_at else 0
        sent += not made.problem
    connection.close()
    return sent


def _unsent(invitation_ids: Sequence[int]) -> QuerySet[Invitation]:
    return open_invitations().filter(pk__in=invitation_ids, sent_at__isnull=True).select_related("team", "invited_by").order_by("pk")
