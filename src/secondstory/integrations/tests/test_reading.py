from datetime import UTC, datetime

import pytest

from secondstory.integrations.reading import moment


@pytest.mark.parametrize(
    "stated", [1770791405, 1770791405000, "1770791405", 1770791405000000, 1770791405.0, "2026-02-11T06:30:05Z", "2026-02-11T07:30:05+0100"]
)
def test_a_moment_is_read_in_whatever_unit_it_is_stated(stated: object) -> None:
    assert moment(stated) == datetime(2026, 2, 11, 6, 30, 5, tzinfo=UTC)


def test_nanoseconds_keep_their_microseconds() -> None:
    assert moment(1770791405250004999) == datetime(2026, 2, 11, 6, 30, 5, 250004, tzinfo=UTC)


@pytest.mark.parametrize(
    "stated", [0, True, None, "", "2026-02-11T06:30:05", "0001-01-01T00:00:00Z", 32503680000, 10**400, float("inf"), float("nan"), [], {}]
)
def test_what_is_no_moment_in_living_memory_reads_as_none(stated: object) -> None:
    assert moment(stated) is None
