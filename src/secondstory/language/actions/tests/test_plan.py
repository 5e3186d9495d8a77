from secondstory.language.actions import HANDFUL, judge_action, judge_plan


def rules_of(*items: str) -> list[str]:
    return [finding.rule for finding in judge_plan([judge_action(item) for item in items])]


def test_an_empty_plan_says_nothing() -> None:
    assert rules_of() == []


def test_one_item_that_changes_the_system_is_enough() -> None:
    assert "plan-no-strong-item" in rules_of("Remind everybody of the calendar", "Train the night shift")
    assert "plan-no-strong-item" not in rules_of("Remind everybody of the calendar", "Add an alert on replication lag")


def test_repairs_alone_leave_the_class_open() -> None:
    assert rules_of("Fix the corrupted rows", "Restart the stuck workers") == ["plan-only-short-term"]


def test_more_than_a_handful_is_too_many() -> None:
    items = [f"Add an alert on queue {number}" for number in range(HANDFUL + 1)]
    assert rules_of(*items) == ["plan-too-many"]
    assert rules_of(*items[:HANDFUL]) == []
