import pytest

from secondstory.reports.rules import ReportStatus, moves_from, seconds_to_read, word_count


def test_two_hundred_and_thirty_words_take_a_minute() -> None:
    assert seconds_to_read(230) == 60


def test_words_are_counted_as_people_count_them() -> None:
    assert word_count("It's a well-known thing,", "**bold** `code`") == 6


@pytest.mark.parametrize("status", list(ReportStatus))
def test_only_those_who_may_publish_move_what_is_out(status: ReportStatus) -> None:
    out = {ReportStatus.PUBLISHED, ReportStatus.SUPERSEDED}
    assert moves_from(status, may_publish=True)
    moves = moves_from(status, may_publish=False)
    assert not out & set(moves)
    assert not moves or status not in out
