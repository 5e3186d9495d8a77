"""Whom names, addresses and handles mean."""

import pytest

from secondstory.accounts.rules import name_key
from secondstory.incidents.rules import InvolvedAs
from secondstory.timeline.rules.people import Acquaintances, Identity, Known, is_program, usual_part


def known(number: int, name: str, email: str = "", *aliases: str) -> Known:
    return Known(number, name, email, (name_key(name), *aliases))


ADA = known(1, "Ada Keller", "ada.keller@example.org", "adak")
MEI = known(2, "Mei Tanaka", "mei@example.org")
OTHER_MEI = known(3, "Mei Wong", "mei@example.com")
JONAS, NAMESAKE = known(4, "Jonas Berg", "jonas@example.org"), known(5, "Jonas  berg")
ALL = Acquaintances([ADA, MEI, OTHER_MEI, JONAS, NAMESAKE])


@pytest.mark.parametrize(
    ("identity", "meant"),
    [
        (Identity("whatever", "Ada.Keller@Example.org"), ADA),
        (Identity("Ada Keller", handle="ada.keller"), ADA),
        (Identity("", handle="@ADA.keller"), ADA),
        (Identity("adak"), ADA),
        (Identity("ada  keller"), ADA),
        (Identity("Mei Tanaka", handle="mei"), MEI),
        (Identity("Jonas Berg", handle="jonas"), JONAS),
        (Identity("Ada Keller", "ada@home.example"), ADA),
    ],
)
def test_a_person_is_known_by_address_then_handle_then_whole_name(identity: Identity, meant: Known) -> None:
    assert ALL.meant_by(identity) == meant


@pytest.mark.parametrize(
    ("identity", "why"),
    [
        (Identity("Mei"), "two people have this local part"),
        (Identity("mei", handle="mei"), "two people have this local part"),
        (Identity("Jonas Berg"), "two people have this name"),
        (Identity("Ada"), "a first name is not enough"),
        (Identity("Keller"), "a family name is not enough"),
        (Identity("", "ada.keller@elsewhere.example"), "the address is somebody else's"),
        (Identity("ada.keller", "ada.keller@elsewhere.example", "ada.keller"), "the address is somebody else's"),
        (Identity("Adam Smith", handle="ada.keller"), "the name that is stated shares no word with theirs"),
        (Identity("a"), "one letter is no handle"),
        (Identity(), "nothing is stated"),
        (Identity("@"), "nothing is stated"),
    ],
)
def test_nobody_is_guessed(identity: Identity, why: str) -> None:
    assert ALL.meant_by(identity) is None, why


@pytest.mark.parametrize("name", ["deploy-bot", "dependabot[bot]", "GitHub Actions", "PagerDuty", "slackbot", "no-reply", "Argo CD"])
def test_programs_are_told_from_people(name: str) -> None:
    assert is_program(Identity(name))


@pytest.mark.parametrize("name", ["Ada Keller", "Abbott", "Robothan Lee", "Nick Talbot", "ntalbot", "Jo Cabot"])
def test_people_are_no_programs(name: str) -> None:
    assert not is_program(Identity(name))


def test_the_part_that_is_shown_first_follows_from_what_somebody_did() -> None:
    assert usual_part({"acknowledgement": 1, "other": 30}) == InvolvedAs.ON_CALL
    assert usual_part({"communication": 3, "other": 2}) == InvolvedAs.COMMUNICATOR
    assert usual_part({"customer_report": 3}) == InvolvedAs.CUSTOMER_SUPPORT
    assert usual_part({"communication": 2, "other": 2}) == InvolvedAs.RESPONDER
    assert usual_part({}) == InvolvedAs.RESPONDER
