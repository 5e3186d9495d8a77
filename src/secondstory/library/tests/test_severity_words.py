import pytest

from secondstory.library.rules.severity_words import Level, level_meant

LEVELS = [Level(1, "Sev-1"), Level(2, "Sev-2"), Level(3, "Sev-3"), Level(4, "Near miss", is_near_miss=True)]


@pytest.mark.parametrize(
    ("stated", "rank"),
    [
        ("SEV1", 1),
        ("sev-2", 2),
        ("P3", 3),
        ("P0", 1),
        ("Severity: 2 (major)", 2),
        ("S5", 3),
        ("2", 2),
        ("Critical", 1),
        ("very high", 1),
        ("major", 2),
        ("Low", 3),
        ("near miss", 4),
        ("Near-Miss", 4),
    ],
)
def test_common_words_mean_a_level(stated: str, rank: int) -> None:
    level = level_meant(stated, LEVELS)
    assert level is not None
    assert level.rank == rank


@pytest.mark.parametrize("stated", ["", None, "to be decided", "between low and critical", "2024-03-01 10:00"])
def test_unclear_words_mean_none(stated: str | None) -> None:
    assert level_meant(stated, LEVELS) is None


def test_the_names_of_the_organisation_come_first() -> None:
    levels = [Level(1, "Low"), Level(2, "Red alert")]
    meant = [level_meant("low", levels), level_meant("red-alert", levels)]
    assert meant == levels
