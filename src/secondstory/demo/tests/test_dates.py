from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from secondstory.demo import content
from secondstory.demo.dates import first_day, moment
from secondstory.demo.values import Offset

TODAY = date(2026, 3, 31)
INCIDENT = replace(content.load().incidents[0], days_ago=10, falls_on="any", zone="Europe/Berlin")


def test_days_are_counted_back_from_today() -> None:
    assert first_day(INCIDENT, today=TODAY) == date(2026, 3, 21)


def test_an_incident_of_a_weekend_moves_to_the_friday_before() -> None:
    assert first_day(replace(INCIDENT, falls_on="workday"), today=TODAY) == date(2026, 3, 20)


def test_an_incident_of_a_sunday_falls_on_the_sunday_before() -> None:
    assert first_day(replace(INCIDENT, falls_on="sunday"), today=TODAY) == date(2026, 3, 15)


def test_a_month_end_is_the_nearest_one_on_every_day_of_a_year() -> None:
    incident = replace(INCIDENT, falls_on="month_end")
    for shift in range(366):
        today = TODAY + timedelta(days=shift)
        day = first_day(incident, today=today)
        assert (day + timedelta(days=1)).day == 1
        assert abs((day - (today - timedelta(days=10))).days) <= 15


def test_minutes_are_real_minutes_across_a_change_of_clocks() -> None:
    night = replace(INCIDENT, days_ago=2, starts=time(1, 30))
    at = moment(Offset(minutes=60), incident=night, today=TODAY)
    assert at == datetime(2026, 3, 29, 3, 30, tzinfo=ZoneInfo("Europe/Berlin"))


def test_a_clock_time_is_that_of_the_wall() -> None:
    at = moment(Offset(day=1, clock=time(9, 30)), incident=INCIDENT, today=TODAY)
    assert at.isoformat() == "2026-03-22T09:30:00+01:00"
