from datetime import UTC, datetime

from secondstory.incidents.rules import Milestones, TimeMeasure, measures, out_of_order, phases, question_about, stages, turned_round


def at(hour: int, minute: int) -> datetime:
    return datetime(2026, 5, 8, hour, minute, tzinfo=UTC)


WHOLE = Milestones(
    impact_started=at(14, 4), detected=at(14, 9), acknowledged=at(14, 12), diagnosed=at(14, 34), mitigated=at(14, 45), resolved=at(14, 51)
)


DETECT = TimeMeasure("Time to detect", "TTD", "impact_started", "detected")
NOTICE = TimeMeasure("Time unnoticed", "", "impact_started", "detected")
RESOLVE = TimeMeasure("Time to resolve", "TTR", "impact_started", "resolved")


def test_measures_follow_from_milestones_in_the_order_wanted() -> None:
    assert [(one.words, one.short, one.minutes) for one in measures(WHOLE, [RESOLVE, DETECT])] == [
        ("Time to resolve", "TTR", 47),
        ("Time to detect", "TTD", 5),
    ]


def test_what_is_not_stated_is_not_measured() -> None:
    stated = Milestones(impact_started=at(14, 0), resolved=at(15, 0))
    assert [one.short for one in measures(stated, [DETECT, RESOLVE])] == ["TTR"]


def test_a_measure_that_would_end_before_it_begins_is_a_question() -> None:
    stated = Milestones(impact_started=at(14, 0), detected=at(13, 50), resolved=at(14, 0))
    assert [one.short for one in measures(stated, [DETECT, NOTICE, RESOLVE])] == ["TTR"]
    assert turned_round(stated, [DETECT, NOTICE, RESOLVE]) == [DETECT]
    assert "“Detected” is stated before “Impact started”" in question_about(DETECT)
    assert question_about(DETECT).endswith("?")


def test_phases_follow_each_other_and_share_the_whole() -> None:
    assert [(one.words, one.minutes) for one in phases(WHOLE)] == [
        ("to detect", 5),
        ("to answer", 3),
        ("to diagnose", 22),
        ("to mitigate", 11),
        ("to all-clear", 6),
    ]
    assert [one.share for one in phases(WHOLE)] == [1, 1, 6, 3, 2]


def test_stages_name_what_people_went_through() -> None:
    assert [(one.words, one.minutes) for one in stages(WHOLE)] == [("Unseen", 5), ("Finding out", 25), ("Mending", 11), ("Watching", 6)]


def test_a_stage_without_a_stated_end_takes_in_the_next() -> None:
    without_diagnosis = Milestones(impact_started=at(14, 0), detected=at(14, 5), mitigated=at(14, 40), resolved=at(15, 0))
    assert [(one.words, one.minutes) for one in stages(without_diagnosis)] == [("Unseen", 5), ("Finding out", 35), ("Watching", 20)]


def test_milestones_that_contradict_each_other_are_named() -> None:
    assert out_of_order(Milestones(impact_started=at(15, 0), resolved=at(14, 0))) == [("impact_started", "resolved")]
    assert out_of_order(WHOLE) == []
