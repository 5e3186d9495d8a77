from secondstory.language.structure import check_structure
from secondstory.language.structure.tests.reports import report


def messages_of(actions: str) -> dict[str, str]:
    return {finding.rule: finding.message for finding in check_structure(report(Action_items=actions))}


def test_items_without_owner_and_date_are_counted() -> None:
    rows = (
        "Action | Owner | Due",
        "---|---|---",
        "Size the pool | Ada Ruiz |",
        "Replay the sale | |",
        "Lower the alert | Tom Osei | 2026-04-08",
    )
    found = messages_of("\n".join(f"| {row} |" for row in rows))
    assert found["action-without-owner"].startswith("1 of 3 action items has no owner")
    assert found["action-without-date"].startswith("2 of 3 action items have no due date")


def test_all_both_and_one() -> None:
    assert messages_of("- Size the pool anew\n- Replay the sale\n- Lower the alert")["action-without-owner"].startswith(
        "All 3 action items have"
    )
    assert messages_of("- Size the pool anew\n- Replay the sale")["action-without-owner"].startswith("Both action items have")
    assert messages_of("- Size the pool anew")["action-without-owner"].startswith("One action item has")


def test_an_item_that_is_done_or_has_a_ticket_needs_neither() -> None:
    assert messages_of("- [x] Size the pool anew\n- Replay the sale ([PAY-12](https://tracker.example/PAY-12))") == {}
    assert messages_of("- We sized the pool anew") == {}


def test_the_finding_points_at_the_first_such_item() -> None:
    text = report(Action_items="- [x] Size the pool anew\n- Replay the day of the sale\n- Lower the alert a bit")
    assert {text[finding.start : finding.end] for finding in check_structure(text)} == {"Replay the day of the sale"}
