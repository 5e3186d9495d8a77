from datetime import UTC, date, datetime

import pytest

from secondstory.documents.front_matter import split


def test_yaml_comes_off_the_top() -> None:
    found = split("---\ntitle: Queue stuck\ntags: [queue, jobs]\ndate: 2025-03-04\n---\n# Queue stuck\n")
    assert found.values == {"title": "Queue stuck", "tags": ["queue", "jobs"], "date": date(2025, 3, 4)}
    assert (found.body, found.warnings) == ("# Queue stuck\n", ())


def test_toml_comes_off_the_top() -> None:
    found = split('+++\ntitle = "Queue stuck"\nversion = 1.10\nat = 2025-03-04T10:00:00Z\nstart = 10:30:00\n+++\nText\n')
    assert found.values == {
        "title": "Queue stuck",
        "version": "1.10",
        "at": datetime(2025, 3, 4, 10, tzinfo=UTC),
        "start": "10:30:00",
    }
    assert found.body == "Text\n"


@pytest.mark.parametrize(
    ("source", "value"), [("10:30", "10:30"), ("1.10", "1.10"), ("0123", "0123"), ("yes", "yes"), ("7", 7), ("true", True)]
)
def test_values_keep_what_was_written(source: str, value: object) -> None:
    assert split(f"---\nkey: {source}\n---\n").values == {"key": value}


def test_a_date_that_no_calendar_has_stays_text() -> None:
    assert split("---\ndate: 2024-02-31\n---\n").values == {"date": "2024-02-31"}


@pytest.mark.parametrize(
    "text", ["# No front matter\n", "---\nA sentence between two rules.\n\n---\nMore\n", "---\nkey: never closed\n", ""]
)
def test_text_without_front_matter_is_left_alone(text: str) -> None:
    found = split(text)
    assert (found.body, found.values, found.warnings) == (text, {}, ())


def test_empty_front_matter_is_none() -> None:
    assert split("---\n---\nText").body == "Text"


def test_a_colon_in_a_title_does_not_lose_the_values() -> None:
    found = split("---\ntitle: Outage: the queue\nseverity: 2\n---\nText\n")
    assert found.values == {"title": "Outage: the queue", "severity": "2"}
    assert "line by line" in found.warnings[0]


ALIASES = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 30))
FEW_ALIASES_MANY_VALUES = (
    f"a: &a [{', '.join('x' * 90)}]\nb: &b [{', '.join(['*a'] * 9)}]\nc: &c [{', '.join(['*b'] * 8)}]\nd: [*c, *c, *c]\n"
)


@pytest.mark.parametrize(
    "source",
    [
        "key: [never closed\n",
        "- a\n- list\n",
        "key: 1\nkey: [2]\n",
        "key: !!python/object/apply:os.getcwd []\n",
        "key: !!int many\n",
        "key: &loop [*loop]\n",
        "key: " + "[" * 3000 + "\n",
        "- " * 3000 + "x\n",
        ALIASES,
        FEW_ALIASES_MANY_VALUES,
    ],
)
def test_front_matter_that_cannot_be_read_stays_in_the_body_as_code(source: str) -> None:
    found = split(f"---\n{source}---\n# Title\n")
    assert found.values == {}
    assert found.body == f"```yaml\n{source.rstrip()}\n```\n\n# Title\n"
    assert "could not be read" in found.warnings[0]


def test_broken_toml_stays_in_the_body_as_code() -> None:
    found = split("+++\ntitle = \n+++\nText\n")
    assert found.body == "```toml\ntitle =\n```\n\nText\n"
    assert "could not be read" in found.warnings[0]
