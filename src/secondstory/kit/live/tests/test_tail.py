from secondstory.kit.live.tail import MOST_REMEMBERED, REMEMBERED_FOR, Tail


def test_ids_that_were_passed_over_are_asked_for_until_they_come() -> None:
    tail = Tail(10)
    tail.read([11, 14], at=0)
    assert (tail.last, tail.skipped) == (14, [12, 13])
    tail.read([12, 15], at=1)
    assert (tail.last, tail.skipped) == (15, [13])


def test_ids_of_transactions_that_were_undone_are_given_up_after_some_minutes() -> None:
    tail = Tail(0)
    tail.read([2], at=0)
    tail.read([3], at=REMEMBERED_FOR)
    assert tail.skipped == [1]
    tail.read([4], at=REMEMBERED_FOR + 1)
    assert tail.skipped == []


def test_a_jump_of_the_sequence_is_not_asked_for_one_by_one() -> None:
    tail = Tail(0)
    tail.read([1_000_000_000], at=0)
    tail.read([1_000_002_000], at=1)
    assert len(tail.skipped) == MOST_REMEMBERED
