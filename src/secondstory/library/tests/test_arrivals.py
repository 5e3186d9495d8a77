from secondstory.library.rules.arrivals import LONGEST_NAME
from secondstory.library.rules.import_lines import ImportStatus, foreseen, import_line
from secondstory.library.tests.documents import QUEUE, SHORT, arriving


def test_the_same_bytes_twice_are_one_document() -> None:
    first, again = arriving({"a.md": SHORT, "b/c.md": SHORT})
    assert foreseen(first) == (ImportStatus.IMPORTED, "")
    assert foreseen(again) == (ImportStatus.UNCHANGED, "the same bytes as a.md")


def test_the_same_id_twice_with_other_bytes_is_refused_by_name() -> None:
    first, other = arriving({"a.md": "---\nid: pm-7\n---\n# One\n\nText.\n", "b.md": "---\nid: pm-7\n---\n# Two\n\nText.\n"})
    assert first.identity == "id:pm-7"
    assert not first.refused
    assert other.refused == "a.md in this run has the same id; change one of them, or import each on its own"


def test_a_file_that_cannot_be_read_is_refused_and_the_next_follows() -> None:
    refused = [one.refused for one in arriving({"a.md": b"", "b.png": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(200), "c.md": SHORT})]
    assert refused[0]
    assert refused[1]
    assert not refused[2]


def test_a_path_that_no_column_can_hold_is_refused() -> None:
    (one,) = arriving({"x/" * LONGEST_NAME + "a.md": SHORT})
    assert "shorten it" in one.refused


def test_a_line_has_every_key_of_the_contract_whatever_the_status() -> None:
    keys = (
        "file key status reason title date severity started_at detected_at resolved_at summary impact causes lessons "
        "timeline action_items warnings"
    )
    for arrival in arriving({"a.md": QUEUE, "b.md": ""}):
        status, reason = foreseen(arrival)
        line = import_line(arrival, status=status, reason=reason, key=None)
        assert " ".join(line) == keys


def test_a_line_gives_what_was_extracted() -> None:
    (arrival,) = arriving({"a.md": QUEUE})
    line = import_line(arrival, status=ImportStatus.IMPORTED, reason="", key="INC-1")
    assert line["title"] == "Orders waited in the queue"
    assert line["date"] == "2024-03-01"
    assert line["severity"] == "SEV2"
    assert line["timeline"][0] == {"at": "2024-03-01T10:00+00:00", "text": "Alert: checkout is slow"}  # type: ignore[index]
    assert [item["done"] for item in line["action_items"]] == [True, None]  # type: ignore[attr-defined]
