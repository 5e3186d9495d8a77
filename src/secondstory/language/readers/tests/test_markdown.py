"""What of a Markdown document is its author's prose, where it stands and what it is for."""

import pytest

from secondstory.language.prose import Prose, Scope
from secondstory.language.readers import read_prose


def read(text: str) -> Prose:
    return read_prose(text, format="markdown")


def said(text: str) -> list[str]:
    """The passages as they are read, without the blanks that stand for marks."""
    prose = read(text)
    return [" ".join(prose.masked[passage.start : passage.end].split()) for passage in prose.passages]


def scopes(text: str) -> list[Scope]:
    return [passage.scope for passage in read(text).passages]


def test_a_wrapped_paragraph_is_one_passage() -> None:
    assert said("The queue\nwas full.\n\nIt drained.") == ["The queue was full.", "It drained."]


def test_items_cells_and_headings_are_passages_of_their_own() -> None:
    text = "# Outage\n\n- One\n  goes on\n- Two\n  1. Three\n\n| A | B |\n|---|---|\n| x `y` | z\\|w |\n"
    assert said(text) == ["Outage", "One goes on", "Two", "Three", "A", "B", "x x", "z w"]


@pytest.mark.parametrize(
    "text",
    [
        "```\nWe forgot.\n```",
        "~~~ text\nWe forgot.\n~~~",
        "- a step\n  ```\n  We forgot.\n  ```".replace("a step", "`x`"),
        "    We forgot.",
        "> We forgot.\nAnd went on.",
        "<!-- We forgot. -->",
        "<!--\nWe\n\nforgot.\n-->",
        "---\nsummary: We forgot.\n---\n",
        "+++\nsummary = 'We forgot.'\n+++\n",
        "<pre>\nWe forgot.\n</pre>",
        "<blockquote>We forgot.</blockquote>",
        "[we]: https://a.example 'forgot'",
        "![we forgot](we-forgot.png)",
        'Traceback (most recent call last):\n  File "we.py", line 1, in forgot\nForgotError: we forgot',
        "2024-05-01 10:00:00,123 ERROR we forgot",
        "$ git commit -m 'we forgot'",
        "::: we forgot",
    ],
)
def test_what_is_not_the_authors_prose_is_blank(text: str) -> None:
    assert "forgot" not in read(text).masked


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Run `kubectl delete` again.", "Run xxxxxxxxxxxxxx again."),
        ("Two ``back`ticks`` here.", "Two xxxxxxxxxx here."),
        ("The “safe” path.", "The xxxx path."),
        ('He said "we forgot." Then it ended.', "He said xxxxxxxxx. Then it ended."),
        (
            "The so-called 'quick fix' stayed, and the engineers' tools did too.",
            "The so-called xxxxxxxxx stayed, and the engineers' tools did too.",
        ),
        ("See [the plan](https://a.example/x_(y) 'we forgot') now.", "See the plan now."),
        ("See [the plan][plan] and [^1] now.", "See the plan and now."),
        ("See https://a.example/we_forgot.", "See xxxxxxxxxxxxxxxxxxxxxxxxxxx."),
        ("Mail <ada@a.example> or ada@a.example.", "Mail xxxxxxxxxxxxx or xxxxxxxxxxxxx."),
        ("It **was** _so_ ~~not~~ snake_case.", "It was so not snake_case."),
        ("It didn\\'t and didn&#39;t start &amp; stop.", "It didn't and didn't start & stop."),
        ("A <b>bold</b> word<br>and a line.", "A bold word|and a line."),
        ('A 5" disk and a 3" one.', 'A 5" disk and a 3" one.'),
        ("Use {{ page.title }} and {% include x %} here.", "Use and here."),
    ],
)
def test_a_sentence_keeps_its_shape(text: str, shape: str) -> None:
    assert "|".join(said(text)) == shape


@pytest.mark.parametrize(
    "text",
    [
        "We forgot 🙂 `x` it.\r\nThen 🙂 we forgot.\r\n",
        "We forgot e\u0301 it. שכחנו we forgot.",
        "- We forgot\r\n\r\n  | we | forgot |\r\n",
        "\ufeffWe forgot \ud800 we forgot",
        "We forgot\rWe forgot",
    ],
)
def test_places_stay_with_any_letters_and_line_ends(text: str) -> None:
    masked = read(text).masked
    assert len(masked) == len(text)
    assert [index for index in range(len(text)) if text.startswith("We forgot", index)] == [
        index for index in range(len(masked)) if masked.startswith("We forgot", index)
    ]


def test_sections_say_what_their_passages_are_for() -> None:
    text = "# A\n\np\n\n## Timeline\n\nq\n\n### Later\n\nr\n\n## Action items\n\n- s\n\n## Attendees\n\n- Ada Novak\n\n## Impact\n\nt\n"
    passages = read(text).passages
    assert [passage.scope for passage in passages if passage.scope is not Scope.HEADING] == [
        Scope.PROSE,
        Scope.TIMELINE,
        Scope.TIMELINE,
        Scope.ACTIONS,
        Scope.ATTENDEES,
        Scope.PROSE,
    ]


@pytest.mark.parametrize(
    "title", ["Corrective actions", "Follow-ups", "Next Steps", "📋 Action Items (open)", "3. To-dos", "Preventative measures"]
)
def test_titles_of_action_items(title: str) -> None:
    assert scopes(f"## {title}\n\n- Add an alert\n") == [Scope.HEADING, Scope.ACTIONS]


@pytest.mark.parametrize(
    "title", ["Actions taken", "What happened", "Impact on actions of users and their long and winding road to next steps in life"]
)
def test_titles_that_tell_a_story(title: str) -> None:
    assert scopes(f"## {title}\n\nWe restarted it.\n") == [Scope.HEADING, Scope.PROSE]


def test_labels_in_bold_open_and_end_a_part() -> None:
    assert scopes("**Timeline**\n\nAda restarted it.\n\n**Impact**: none.\n") == [Scope.HEADING, Scope.TIMELINE, Scope.PROSE]


@pytest.mark.parametrize(
    "line",
    [
        "12:05 UTC Ada restarted it.",
        "- [2024-05-01 12:05] ada: restarted",
        "**14:00** – Ada restarted it.",
        "- 2 pm: Ada left",
        "<ada> restarted",
    ],
)
def test_lines_that_begin_with_a_time_or_nickname_are_a_timeline(line: str) -> None:
    assert scopes(line) == [Scope.TIMELINE]


def test_lines_with_times_of_one_paragraph_are_passages_of_their_own() -> None:
    assert said("12:05 Ada looked.\n12:07 Lin saw it\nin the log.") == ["12:05 Ada looked.", "12:07 Lin saw it in the log."]


def test_tables_say_by_their_columns_what_cells_are_for() -> None:
    times = "| Time | What |\n|---|---|\n| 12:05 | Ada looked |\n"
    plan = "| Action item | Owner | Due |\n|---|---|---|\n| Add an alert | Ada Novak | May |\n"
    assert scopes(times)[2:] == [Scope.TIMELINE, Scope.TIMELINE]
    assert said(plan)[3:] == ["Add an alert", "Ada Novak"]
    assert scopes(plan)[3:] == [Scope.ACTIONS, Scope.ATTENDEES]


def test_a_table_without_a_row_of_dashes_has_cells_too() -> None:
    assert said("| Impact | 30 users |\n| Attendees | Ada Novak |") == ["Impact", "30 users", "Attendees", "Ada Novak"]
    assert scopes("| Impact | 30 users |\n| Attendees | Ada Novak |")[2:] == [Scope.ATTENDEES, Scope.ATTENDEES]


def test_people_come_from_front_matter_and_lists_of_attendees() -> None:
    front_matter = '---\ntitle: "Full queue"\npeople:\n  - Ada Novak\n  - name: Lin Tao\nauthors: [Joe Doe]\n---\n'
    text = f"{front_matter}\nAttendees: Eve Sole (SRE), @grace, Platform team\n\nNext.\n"
    prose = read(text)
    assert prose.title == "Full queue"
    assert prose.people == ("Ada Novak", "Lin Tao", "Eve Sole", "@grace")
    assert [passage.scope for passage in prose.passages] == [Scope.ATTENDEES, Scope.PROSE]


def test_the_title_is_the_first_heading() -> None:
    assert read("Outage of `search`\n===\n\nText").title == "Outage of xxxxxx"


def test_an_alert_is_the_authors_prose() -> None:
    assert said("> [!NOTE]\n> We forgot\n> it.\n\nNext.") == ["We forgot it.", "Next."]


def test_code_in_a_list_does_not_swallow_what_follows() -> None:
    assert said("- Run\n  ```\ncode\n  ```\n\nAfter.") == ["Run", "After."]


def test_a_comment_ends_where_it_says() -> None:
    text = "Before <!-- not\n\nthis --> after.\n\n<!-- whole -->\nNext."
    assert said(text) == ["Before", "after.", "Next."]
    assert [text[start:end] for start, end in read(text).comments] == ["<!-- not\n\nthis -->", "<!-- whole -->"]


def test_a_comment_that_is_never_closed_inside_a_line_is_text() -> None:
    assert said("Before <!-- after") == ["Before <!-- after"]


def test_a_comment_in_code_is_no_comment() -> None:
    assert read("Write `<!-- x -->` here.\n\n```\n<!-- y -->\n```").comments == ()


def test_a_line_of_dashes_under_a_paragraph_makes_a_heading() -> None:
    assert scopes("Timeline\n---\n\nAda looked.") == [Scope.HEADING, Scope.TIMELINE]


def test_a_year_at_the_start_of_a_wrapped_line_opens_no_list() -> None:
    assert said("It began in\n2020. Then it grew.") == ["It began in 2020. Then it grew."]
