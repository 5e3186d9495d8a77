import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django_q.models import OrmQ
from pytest_django import DjangoAssertNumQueries, Settings

from secondstory.accounts.commands import NotAllowed, invite, invite_from_lines
from secondstory.accounts.jobs import GIVEN_UP, send_invitations
from secondstory.accounts.models import AuditRecord, Invitation, Person, Team
from secondstory.accounts.rules.lines import read_lines

FILE = """name,email,role,team
"Haddad, Noor",noor@example.com,facilitator,Payments
Mei,mei@example.com,,payments
Broken,broken,,New team of a broken line
,ida@example.com,viewer,Support
"""


def test_the_preview_invites_nobody_and_shows_broken_lines_by_number(as_administrator: Client, team: Team) -> None:
    answer = as_administrator.post("/people/import/", {"file": SimpleUploadedFile("people.csv", FILE.encode("utf-8-sig"))})
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "3 people can be invited" in page
    assert "“broken” is not an e-mail address" in page
    assert "would be made: Support" in page
    assert not Invitation.objects.exists()


def test_confirming_invites_the_good_lines_and_makes_their_teams(as_administrator: Client, administrator: Person, team: Team) -> None:
    as_administrator.post("/people/import/", {"text": FILE, "confirm": "yes"})
    invited = Invitation.objects.order_by("email")
    assert [invitation.email for invitation in invited] == ["ida@example.com", "mei@example.com", "noor@example.com"]
    assert [invitation.team.name for invitation in invited if invitation.team] == ["Support", "Payments", "Payments"]
    assert invited[2].name == "Haddad, Noor"
    assert set(Team.objects.values_list("name", flat=True)) == {"Payments", "Support"}
    assert AuditRecord.objects.filter(verb="invited", actor=administrator).count() == 3
    assert OrmQ.objects.count() == 1


def test_those_with_an_account_or_an_invitation_are_left_out(administrator: Person, member: Person) -> None:
    invite("ida@example.com", by=administrator)
    assert invite_from_lines(read_lines(FILE), by=administrator, base_url="https://x") == 1
    assert Invitation.objects.filter(email="noor@example.com").exists()


def test_the_job_sends_each_invitation_once(administrator: Person) -> None:
    invite_from_lines(read_lines(FILE), by=administrator, base_url="https://x")
    ids = list(Invitation.objects.values_list("pk", flat=True))
    send_invitations(ids, "https://stories.example.com")
    assert len(mail.outbox) == 3
    assert "https://stories.example.com/invitation/" in str(mail.outbox[0].body)


def test_a_mail_server_that_refuses_everything_is_left_alone_after_three(administrator: Person, settings: Settings) -> None:
    invite_from_lines(read_lines("email\n" + "\n".join(f"p{n}@example.com" for n in range(6))), by=administrator, base_url="https://x")
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    assert send_invitations(list(Invitation.objects.values_list("pk", flat=True)), "https://x") == 0
    problems = list(Invitation.objects.order_by("pk").values_list("send_problem", flat=True))
    assert all(problems)
    assert problems[3:] == [GIVEN_UP] * 3


def test_a_file_that_cannot_be_read_says_why(as_administrator: Client) -> None:
    answer = as_administrator.post("/people/import/", {"file": SimpleUploadedFile("people.csv", b"name,role\nMei,member\n")})
    assert answer.status_code == 422
    assert "no column called email" in answer.content.decode()


def test_no_file_at_all_says_what_to_do(as_administrator: Client) -> None:
    assert "Choose a file first" in as_administrator.post("/people/import/", {}).content.decode()


def test_five_thousand_people_are_invited_in_a_bounded_number_of_statements(
    administrator: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    lines = read_lines("email\n" + "\n".join(f"p{number}@example.com" for number in range(5_000)))
    with django_assert_max_num_queries(400):
        assert invite_from_lines(lines, by=administrator, base_url="https://x") == 5_000


def test_only_administrators_invite_from_a_file(member: Person) -> None:
    with pytest.raises(NotAllowed):
        invite_from_lines(read_lines(FILE), by=member, base_url="https://x")
