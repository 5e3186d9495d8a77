from collections.abc import Callable
from datetime import date

import pytest

from secondstory.documents.values import ActionEntry, PostMortem

Extract = Callable[..., PostMortem]


def titles(record: PostMortem) -> list[str]:
    return [item.title for item in record.action_items]


def only(record: PostMortem) -> ActionEntry:
    (item,) = record.action_items
    return item


@pytest.mark.parametrize(
    "heading",
    [
        "Action items",
        "Actions",
        "Follow-ups",
        "Follow up tasks",
        "3. Corrective Actions",
        ":tools: TODO",
        "Next steps",
        "Action Items / Response",
        "Remediation",
    ],
)
def test_a_list_under_a_follow_up_heading_is_read(extract: Extract, heading: str) -> None:
    assert titles(extract(f"# Mill\n\n## {heading}\n\n- Grease the wheel\n- Order a belt\n")) == ["Grease the wheel", "Order a belt"]


def test_lists_below_the_headings_of_a_follow_up_section_are_read(extract: Extract) -> None:
    record = extract("# Mill\n\n## Action items\n\n### Soon\n\n1. Grease the wheel\n\n### Later\n\n1. Order a belt\n")

    assert titles(record) == ["Grease the wheel", "Order a belt"]


def test_what_stands_below_an_item_describes_it(extract: Extract) -> None:
    item = only(extract("# Mill\n\n## Actions\n\n- Grease the wheel\n  - with tallow\n\n  every week\n"))

    assert (item.title, item.description) == ("Grease the wheel", "- with tallow\n\nevery week")


def test_an_item_that_only_names_a_kind_is_none_itself(extract: Extract) -> None:
    assert titles(extract("# Mill\n\n## Actions\n\n- Prevention:\n  - Grease the wheel\n  - Order a belt\n")) == [
        "Grease the wheel",
        "Order a belt",
    ]


def test_names_alone_own_the_items_below_them(extract: Extract) -> None:
    record = extract("# Mill\n\n## Actions\n\n**Ada**\n- Grease the wheel\n- Order a belt\n\n**LB**\n- Look for leaks\n")

    assert [(item.owner, item.title) for item in record.action_items] == [
        ("Ada", "Grease the wheel"),
        ("Ada", "Order a belt"),
        ("LB", "Look for leaks"),
    ]


@pytest.mark.parametrize(
    ("text", "owner", "title"),
    [
        ("@ada: Grease the wheel", "@ada", "Grease the wheel"),
        ("Grease the wheel (@ada)", "@ada", "Grease the wheel"),
        ("Grease the wheel - @ada", "@ada", "Grease the wheel"),
        ("Grease the wheel. Owner: @ada", "@ada", "Grease the wheel."),
        ("Grease the wheel (owner: Ada Miller)", "Ada Miller", "Grease the wheel"),
        ("**Ada** Grease the wheel", "Ada", "Grease the wheel"),
        ("**Ada** to grease the wheel", "Ada", "to grease the wheel"),
        ("Ada to grease the wheel", "Ada", "to grease the wheel"),
        ("**HIGH** Grease the wheel", None, "**HIGH** Grease the wheel"),
        ("**Wheel maintenance**: Grease it", None, "**Wheel maintenance**: Grease it"),
        ("Grease the wheel (Tallow)", None, "Grease the wheel (Tallow)"),
        ("Need to grease the wheel", None, "Need to grease the wheel"),
        ("Monitoring: watch the wheel", None, "Monitoring: watch the wheel"),
    ],
)
def test_an_owner_is_named_in_the_text(extract: Extract, text: str, owner: str | None, title: str) -> None:
    item = only(extract(f"# Mill\n\n## Actions\n\n- {text}\n"))

    assert (item.owner, item.title) == (owner, title)


def test_a_name_in_brackets_counts_where_the_document_lists_the_person(extract: Extract) -> None:
    record = extract("# Mill\n\n**Attendees**: Ada Miller, Ben\n\n## Actions\n\n- Grease the wheel (Ada)\n- Ben: order a belt\n")

    assert [item.owner for item in record.action_items] == ["Ada", "Ben"]


@pytest.mark.parametrize(
    ("text", "ticket"),
    [
        ("Grease the wheel [MILL-12](https://tracker.example/browse/MILL-12)", "https://tracker.example/browse/MILL-12"),
        ("Grease the wheel https://git.example/mill/wheel/issues/7.", "https://git.example/mill/wheel/issues/7"),
        ("Grease the wheel (MILL-12)", "MILL-12"),
        ("Grease the wheel (#34)", "#34"),
        ("Grease the wheel: T12345", "T12345"),
        ("Grease the wheel ([#34])", "https://git.example/mill/wheel/pull/34"),
        ("Grease the wheel as in RFC-2119 with UTF-8", None),
        ("Grease the wheel, see https://mill.example/manual#3", None),
    ],
)
def test_a_ticket_is_an_address_else_a_key(extract: Extract, text: str, ticket: str | None) -> None:
    definitions = "\n[#34]: https://git.example/mill/wheel/pull/34\n" if "[#34]" in text else ""

    assert only(extract(f"# Mill\n\n## Actions\n\n- {text}\n{definitions}")).ticket == ticket


@pytest.mark.parametrize(
    ("item", "done"),
    [
        ("- [x] Grease the wheel", True),
        ("- [ ] Grease the wheel", False),
        ("- ✅ Grease the wheel", True),
        ("- ~~Grease the wheel~~", True),
        ("- Grease the wheel (Done)", True),
        ("- Grease the wheel - DONE", True),
        ("- Grease the wheel [In progress]", False),
        ("- Done: Grease the wheel", True),
        ("- Grease the wheel until it is done", None),
        ("- Grease the wheel", None),
    ],
)
def test_an_item_is_done_where_it_is_marked_so(extract: Extract, item: str, done: bool | None) -> None:
    assert only(extract(f"# Mill\n\n## Actions\n\n{item}\n")).done is done


def test_a_heading_may_say_that_all_below_is_done(extract: Extract) -> None:
    record = extract("# Mill\n\n## Actions\n\n### At once (completed)\n\n- Grease the wheel\n\n### Later\n\n- Order a belt\n")

    assert [item.done for item in record.action_items] == [True, None]


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("Grease the wheel by May 12", date(2024, 5, 12)),
        ("Grease the wheel (due 2024-05-12)", date(2024, 5, 12)),
        ("Grease the wheel. Deadline: 12 May 2024", date(2024, 5, 12)),
        ("Grease the wheel as on May 12", None),
    ],
)
def test_a_due_date_follows_its_word(extract: Extract, text: str, due: date | None) -> None:
    assert only(extract(f"# Mill\n\n## Actions\n\n- {text}\n", date="2024-05-06")).due_on == due


def test_a_table_has_its_columns_in_any_order(extract: Extract) -> None:
    record = extract("""
        # Mill 2024-05-06

        ## Actions

        | Due | Owner | Priority | Action | Ticket | Status |
        |-----|-------|----------|--------|--------|--------|
        | May 12 | Ada | high | Grease the wheel | [MILL-1](https://t.example/browse/MILL-1) | Done |
        |  | Ben & Cleo |  | Order a belt | MILL-2 | To do |
        """)
    first, second = record.action_items

    assert (first.title, first.owner, first.due_on, first.done) == ("Grease the wheel", "Ada", date(2024, 5, 12), True)
    assert first.ticket == "https://t.example/browse/MILL-1"
    assert "Priority: high" in first.description
    assert (second.title, second.owner, second.due_on, second.ticket, second.done) == ("Order a belt", "Ben & Cleo", None, "MILL-2", False)


def test_a_table_whose_heads_say_so_stands_anywhere(extract: Extract) -> None:
    record = extract("# Mill\n\n| Action Item | Type | Owner |\n|---|---|---|\n| Grease the wheel | prevent | Ada |\n")

    assert (only(record).title, only(record).owner) == ("Grease the wheel", "Ada")


def test_a_ticket_column_may_hold_a_number_and_the_state(extract: Extract) -> None:
    item = only(extract("# Mill\n\n## Actions\n\n| Action | Bug |\n|---|---|\n| Grease the wheel | Bug 5554823 **TODO** |\n"))

    assert (item.ticket, item.done) == ("Bug 5554823", False)


def test_items_with_a_state_are_read_without_a_heading(extract: Extract) -> None:
    record = extract("The mill stood still.\n\n- Status: Done - Grease the wheel\n- Status: open - Order a belt\n")

    assert [item.done for item in record.action_items] == [True, False]


def test_a_paragraph_of_a_follow_up_section_is_an_item(extract: Extract) -> None:
    assert titles(extract("# Mill\n\n## Actions\n\nWe grease the wheel.\n\nWho greases the belt?\n")) == [
        "We grease the wheel.",
        "Who greases the belt?",
    ]


def test_under_a_heading_for_plans_a_paragraph_must_commit_to_something(extract: Extract) -> None:
    record = extract(
        "# Mill\n\n## Remediation\n\nThe mill was restarted by hand.\n\nWe will grease the wheel.\n\nWe are sorry for the noise.\n"
    )

    assert titles(record) == ["We will grease the wheel."]


def test_prose_beside_a_list_is_no_item(extract: Extract) -> None:
    assert titles(extract("# Mill\n\n## Actions\n\nWe will do this:\n\n- Grease the wheel\n\nWe will report in May.\n")) == [
        "Grease the wheel"
    ]


def test_items_counted_in_running_text_are_read(extract: Extract) -> None:
    record = extract("# Mill\n\n## Next steps\n\nThis includes: 1. Grease the wheel – Completed. 2. Order a belt.\n")

    assert [(item.title, item.done) for item in record.action_items] == [("Grease the wheel – Completed.", True), ("Order a belt.", None)]
    assert record.body[-1].markdown == "This includes:"


def test_hints_of_a_template_and_placeholders_are_no_items(extract: Extract) -> None:
    assert titles(extract("# Mill\n\n## Actions\n\n*List every task that is due.*\n\n- N/A\n- Grease the wheel\n")) == ["Grease the wheel"]


def test_a_list_of_commands_after_a_promise_is_read_without_a_heading(extract: Extract) -> None:
    record = extract("The mill stood still.\n\nTo prevent this in the future:\n\n- Grease the wheel\n- Order a belt\n")

    assert titles(record) == ["Grease the wheel", "Order a belt"]


def test_other_lists_are_no_items(extract: Extract) -> None:
    assert titles(extract("# Mill\n\nThree mills stood still:\n\n- Upper mill\n- Lower mill\n")) == []


def test_a_marked_paragraph_is_an_item(extract: Extract) -> None:
    record = extract("# Mill\n\n## Remediation\n\n- Grease the wheel\n\n**Action item:** Order a belt. Owner: @ben\n")

    assert [(item.title, item.owner) for item in record.action_items] == [("Grease the wheel", None), ("Order a belt.", "@ben")]
