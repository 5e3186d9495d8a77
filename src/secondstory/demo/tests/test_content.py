"""Walks every incident of the demonstration: what a reader may expect of a good record holds in each of them."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest

from secondstory.demo import content, values
from secondstory.demo.dates import minutes_from_start
from secondstory.demo.reading import ContentError

TOLD = content.load()
INCIDENTS = TOLD.incidents
REPORTED = [one for one in INCIDENTS if one.report is not None]
KEY = re.compile(r"INC-(\d+)")
JUDGING = re.compile(
    r"\b(human error|should have|failed to|careless|negligen\w*|poor(ly)?|inadequate|insufficient|forgot(ten)?|mistake\w*|fault|blam\w+"
    r"|obvious(ly)?|incompeten\w*|sloppy|lack of)\b",
    re.IGNORECASE,
)


def every(rows: list[values.Incident] | tuple[values.Incident, ...]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("incident", rows, ids=[f"{one.key}-{one.slug}" for one in rows])


def report_of(incident: values.Incident) -> values.Report:
    assert incident.report is not None
    return incident.report


def report_texts(incident: values.Incident) -> Iterator[str]:
    """What was written with the report; the findings of later checks are not among it."""
    yield incident.title
    yield from (event.text for event in incident.events)
    if incident.report:
        report = incident.report
        yield from (report.what_happened, report.impact, report.resolution, report.takeaways)
        yield from (section.markdown for section in report.sections)
        for factor in report.factors:
            yield from (factor.text, factor.evidence)
    for action in incident.actions:
        yield from (action.text, action.done_when)


def all_texts(incident: values.Incident) -> Iterator[str]:
    yield from report_texts(incident)
    for action in incident.actions:
        yield from (action.finding, action.help_needed, action.declined_reason)


def names_of_people() -> re.Pattern[str]:
    names = {part for person in TOLD.company.people for part in person.name.split()}
    return re.compile(rf"\b({'|'.join(re.escape(name) for name in sorted(names))})\b")


def test_there_are_two_years_of_incidents() -> None:
    assert len(INCIDENTS) >= 34
    assert 650 < max(one.days_ago for one in INCIDENTS) <= 731
    assert len([one for one in INCIDENTS if one.report is None]) == 2


def test_every_word_of_the_vocabulary_that_a_reader_meets_occurs() -> None:
    assert {one.kind for one in INCIDENTS} == values.KINDS
    assert {one.status for one in INCIDENTS} >= {"open", "mitigated", "resolved", "closed"}
    assert {one.severity for one in INCIDENTS} == {level.name for level in TOLD.company.severities}
    assert {one.detected_by for one in INCIDENTS} == values.DETECTED_BY
    assert {report_of(one).status for one in REPORTED} == values.REPORT_STATUSES
    assert {action.state for one in INCIDENTS for action in one.actions} == values.ACTION_STATES
    assert {action.strength for one in INCIDENTS for action in one.actions} == values.ACTION_STRENGTHS
    assert {action.action_class for one in INCIDENTS for action in one.actions} == values.ACTION_CLASSES
    assert {event.kind for one in INCIDENTS for event in one.events} == values.EVENT_KINDS
    assert {factor.role for one in REPORTED for factor in report_of(one).factors} == values.FACTOR_ROLES


def test_one_security_and_one_support_incident_are_restricted() -> None:
    assert sorted(one.kind for one in INCIDENTS if one.is_restricted) == ["security", "support"]


def test_causes_come_back_so_that_patterns_appear() -> None:
    factors = [factor for one in REPORTED for factor in report_of(one).factors]
    categories = Counter(factor.category for factor in factors)
    for category in ("configuration", "ownership", "documentation", "testing", "observability", "process_approval", "dependency"):
        assert categories[category] >= 4, category
    assert sum("in two places" in factor.text for factor in factors) >= 4
    assert sum("runbook" in factor.text.lower() for factor in factors) >= 4
    assert sum("alert" in factor.text and factor.category == "ownership" for factor in factors) >= 3


def test_ten_reports_are_rich_enough_to_be_shown() -> None:
    assert len([one for one in REPORTED if len(one.events) >= 12 and len(report_of(one).sections) >= 2]) >= 10


def test_one_account_of_each_role_can_be_signed_in_to() -> None:
    shown = [TOLD.company.person(key) for key in TOLD.company.accounts]
    assert {person.role for person in shown} == values.ROLES
    assert all(person.is_active for person in shown)


def test_every_person_is_somebody_else_with_an_address_at_the_company() -> None:
    emails = [person.email for person in TOLD.company.people]
    assert len(set(emails)) == len(emails) >= 25
    assert all(email == f"{person.key}@fernway.example" for email, person in zip(emails, TOLD.company.people, strict=True))


@every(INCIDENTS)
def test_events_follow_each_other_in_time(incident: values.Incident) -> None:
    minutes = [minutes_from_start(event.at, incident=incident) for event in incident.events]
    assert minutes == sorted(minutes)


@every(INCIDENTS)
def test_milestones_come_in_an_order_that_can_be(incident: values.Incident) -> None:
    minutes = {name: minutes_from_start(offset, incident=incident) for name, offset in incident.milestones}
    for earlier, later in (
        ("impact_started", "mitigated"),
        ("first_signal", "detected"),
        ("detected", "acknowledged"),
        ("acknowledged", "diagnosed"),
        ("detected", "mitigated"),
        ("mitigated", "resolved"),
    ):
        if earlier in minutes and later in minutes:
            assert minutes[earlier] <= minutes[later], f"{earlier} after {later}"
    assert ("resolved" in minutes) == (incident.status in {"resolved", "closed"})


@every(INCIDENTS)
def test_milestones_and_timeline_tell_the_same_times(incident: values.Incident) -> None:
    minutes = {name: minutes_from_start(offset, incident=incident) for name, offset in incident.milestones}
    shown_by = {
        "impact_started": {"impact_start"},
        "detected": {"page", "detection"},
        "acknowledged": {"acknowledgement"},
        "diagnosed": {"diagnosis"},
        "mitigated": {"mitigation"},
        "resolved": {"resolution"},
    }
    for milestone, kinds in shown_by.items():
        at = [minutes_from_start(event.at, incident=incident) for event in incident.events if event.kind in kinds]
        if at:
            assert minutes.get(milestone) in at, f"{milestone} is at {minutes.get(milestone)}, its events at {at}"


@every(INCIDENTS)
def test_a_duration_is_that_of_the_milestones(incident: values.Incident) -> None:
    minutes = {name: minutes_from_start(offset, incident=incident) for name, offset in incident.milestones}
    for measure in incident.impact:
        if measure.name == "Duration":
            ends = {minutes[name] - minutes["impact_started"] for name in ("mitigated", "resolved")}
            assert measure.unit == "minutes"
            assert measure.value in ends


@every(INCIDENTS)
def test_nothing_lies_in_the_future(incident: values.Incident) -> None:
    room = incident.days_ago - (15 if incident.falls_on == "month_end" else 0)
    last = max(minutes_from_start(event.at, incident=incident) for event in incident.events)
    starts = incident.starts.hour * 60 + incident.starts.minute
    assert starts + last < room * 24 * 60
    days = [action.done or 0 for action in incident.actions] + [action.checked or 0 for action in incident.actions]
    published = incident.report.published_after or 0 if incident.report else 0
    assert max([*days, published]) <= room


@every(INCIDENTS)
def test_no_text_names_a_person(incident: values.Incident) -> None:
    for text in all_texts(incident):
        assert not names_of_people().search(text), text


@every(INCIDENTS)
def test_no_text_judges(incident: values.Incident) -> None:
    for text in all_texts(incident):
        assert not JUDGING.search(text), text


@every(REPORTED)
def test_a_factor_says_what_it_made_likely_and_what_that_led_to(incident: values.Incident) -> None:
    for factor in report_of(incident).factors:
        if factor.role in {"contributing", "latent", "worsened"}:
            assert re.search(r"\bmade?\b.*, which led ", factor.text), factor.text


@every(REPORTED)
def test_a_report_finds_more_than_a_trigger(incident: values.Incident) -> None:
    deeper = [factor for factor in report_of(incident).factors if factor.role in {"contributing", "latent", "worsened"}]
    assert len(deeper) >= 2 or incident.severity == "Near miss"


@every(REPORTED)
def test_a_summary_is_one_sentence_and_a_minute_to_read(incident: values.Incident) -> None:
    report = report_of(incident)
    assert not re.search(r"[.!?]\s", report.what_happened), report.what_happened
    words = " ".join((report.what_happened, report.impact, report.resolution, report.takeaways)).split()
    assert 40 <= len(words) <= 150


@every(REPORTED)
def test_impact_has_hard_numbers(incident: values.Incident) -> None:
    assert incident.impact
    assert re.search(r"\d", report_of(incident).impact) or incident.severity == "Near miss"


@every(REPORTED)
def test_a_plan_holds_more_than_reminders(incident: values.Incident) -> None:
    assert 2 <= len(incident.actions) <= 4
    assert any(action.strength in {"stronger", "intermediate"} for action in incident.actions)


@every(REPORTED)
def test_a_report_is_read_by_somebody_who_was_not_involved(incident: values.Incident) -> None:
    report = report_of(incident)
    if not incident.is_restricted and report.reviewer:
        assert report.reviewer not in {involved.person for involved in incident.people}
    assert report.reviewer or report.status == "draft"


@every(INCIDENTS)
def test_a_text_names_earlier_and_open_incidents_alone(incident: values.Incident) -> None:
    restricted = {one.number for one in INCIDENTS if one.is_restricted}
    superseded_by = incident.report.superseded_by if incident.report else None
    for text in report_texts(incident):
        named = {int(number) for number in KEY.findall(text.replace(superseded_by or "", ""))}
        assert all(number < incident.number for number in named), text
        assert not named & restricted - {incident.number}, text


@every(INCIDENTS)
def test_a_finding_names_what_had_happened_when_it_was_made(incident: values.Incident) -> None:
    for action in incident.actions:
        for number in map(int, KEY.findall(action.finding)):
            assert action.checked is not None
            assert INCIDENTS[number - 1].days_ago > incident.days_ago - action.checked, action.finding


def test_numbers_follow_the_calendar() -> None:
    ages = [one.days_ago for one in INCIDENTS]
    assert ages == sorted(ages, reverse=True)


def test_tickets_are_not_shared() -> None:
    tickets = [action.ticket for one in INCIDENTS for action in one.actions if action.ticket]
    assert len(set(tickets)) == len(tickets)


FILE = """
title = "Something"
kind = "technical"
severity = "Sev-3"
status = "closed"
days_ago = 10
starts = "10:00"
zone = "Europe/Berlin"
detected_by = "staff"
"""


def read(text: str, *, name: str = "01-something.toml") -> values.Incident:
    return content.read_incident(text, name=name, company=TOLD.company)


def test_an_unknown_person_is_named_with_file_and_place() -> None:
    with pytest.raises(ContentError, match=r"01-something.toml, people 1, person: “nobody” is not one of"):
        read(FILE + 'people = [{ person = "nobody", role = "responder" }]')


def test_an_unknown_team_is_refused() -> None:
    with pytest.raises(ContentError, match=r"teams: “circus” is not known"):
        read(FILE + 'teams = ["circus"]')


def test_a_word_outside_the_vocabulary_is_refused_with_the_known_ones() -> None:
    with pytest.raises(ContentError, match=r"timeline 1, kind: “guess” is not one of .*hypothesis_opened"):
        read(FILE + 'timeline = [{ at = 0, kind = "guess", text = "?" }]')


def test_a_misspelt_key_is_refused() -> None:
    with pytest.raises(ContentError, match="titel is not known here"):
        read(FILE + 'titel = "Something else"')


def test_a_time_of_another_day_is_read() -> None:
    (event,) = read(FILE + 'timeline = [{ at = "+2d 09:30", kind = "other", text = "Later" }]').events
    assert (event.at.day, event.at.clock.hour, event.at.clock.minute) == (2, 9, 30)


def test_an_unreadable_time_is_refused() -> None:
    with pytest.raises(ContentError, match="such as 14:04"):
        read(FILE + 'timeline = [{ at = "half past nine", kind = "other", text = "Then" }]')


def test_a_file_without_a_number_is_refused() -> None:
    with pytest.raises(ContentError, match=r"07-empty-timetable-file\.toml is expected"):
        read(FILE, name="something.toml")
