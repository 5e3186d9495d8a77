from secondstory.language.structure import check_structure
from secondstory.language.structure.tests.reports import TIMELINE, report

_FROM_ALERT = TIMELINE.split("\n", 1)[1]


def rules_of(text: str) -> list[str]:
    return [finding.rule for finding in check_structure(text)]


def test_a_timeline_that_begins_with_the_alert_leaves_out_what_led_to_it() -> None:
    assert rules_of(report(Timeline=_FROM_ALERT)) == ["timeline-from-detection"]
    assert rules_of(report(Timeline=TIMELINE)) == []


def test_the_message_says_when_it_was_noticed() -> None:
    [found] = check_structure(report(Timeline=_FROM_ALERT))
    assert "12:10" in found.message


def test_the_order_of_the_entries_does_not_matter() -> None:
    assert rules_of(report(Timeline="\n".join(reversed(TIMELINE.split("\n"))))) == []


def test_a_log_of_messages_that_went_out_is_no_timeline() -> None:
    text = report(without=("Timeline",)).replace("## Timeline", "## Status") + f"\n## Messages we sent\n\n{_FROM_ALERT}\n"
    assert "timeline-from-detection" not in rules_of(text)


def test_times_without_a_day_are_not_compared() -> None:
    without_day = "\n".join(line.replace("2026-03-03 ", "").replace(" UTC", "") for line in _FROM_ALERT.split("\n"))
    text = report("Checkout outage", Timeline=without_day, Action_items="- [x] Size the pool anew")
    assert "timeline-from-detection" not in rules_of(text)
