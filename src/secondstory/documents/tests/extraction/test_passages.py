from collections.abc import Callable

import pytest

from secondstory.documents.values import PostMortem

Extract = Callable[..., PostMortem]


@pytest.mark.parametrize(
    ("heading", "field"),
    [
        ("Summary", "summary"),
        ("Executive Summary", "summary"),
        ("TL;DR", "summary"),
        ("1. Overview", "summary"),
        ("Impact", "impact"),
        ("Customer impact", "impact"),
        ("Severity & Impact", "impact"),
        (":boom: Impact", "impact"),
        ("Root Cause", "causes"),
        ("Contributing Factors (findings)", "causes"),
        ("Root cause identification: the five whys", "causes"),
        ("Lessons learnt", "lessons"),
        ("What did we learn?", "lessons"),
        ("What went well", "lessons"),
        ("Resolution and recovery", "resolution"),
        ("What happened", "summary"),
        ("Trigger", "causes"),
    ],
)
def test_a_heading_names_its_passage(extract: Extract, heading: str, field: str) -> None:
    record = extract(f"# The mill stood still\n\n## {heading}\n\nThe river ran **dry** over night.\n\n- from the spring on\n")

    assert getattr(record, field) == "The river ran **dry** over night.\n\n- from the spring on"
    assert record.body == ()


@pytest.mark.parametrize(
    "markdown",
    [
        "**Summary**: The river ran dry.\n\n**Impact**: No flour.",
        "**Summary**: The river ran dry.  \n**Impact**: No flour.",
        "Summary: The river ran dry.\n\nImpact: No flour.",
        "- **Summary**: The river ran dry.\n- **Impact**: No flour.",
        "- **Summary**:\n  The river ran dry.\n- **Impact**:\n\n  No flour.",
        "**Summary**\n\nThe river ran dry.\n\n**Impact**\n\nNo flour.",
        "SUMMARY\n\nThe river ran dry.\n\nIMPACT\n\nNo flour.",
    ],
)
def test_a_label_names_its_passage(extract: Extract, markdown: str) -> None:
    record = extract(f"# The mill stood still\n\n{markdown}\n")

    assert (record.summary, record.impact) == ("The river ran dry.", "No flour.")


def test_labels_inside_one_long_line_are_told_apart(extract: Extract) -> None:
    impact = "Between 10:00 and 12:00 UTC there was no flour, and so no bread was baked in the whole of the valley."
    line = f"Summary of impact: {impact} Root cause: The river ran dry."
    record = extract(f"# The mill stood still\n\n{line}\n")

    assert record.summary.startswith("Between 10:00")
    assert record.causes == "The river ran dry."


def test_a_surer_heading_wins(extract: Extract) -> None:
    record = extract(
        "# Mill\n\n## Trigger\n\nA leaf.\n\n## Root cause\n\nThe river ran dry.\n\n"
        "## What happened\n\nA lot.\n\n## Summary\n\nThe mill stood.\n"
    )

    assert (record.causes, record.summary) == ("The river ran dry.", "The mill stood.")
    assert [passage.title for passage in record.body] == ["Trigger", "What happened"]


def test_sections_below_belong_to_the_passage(extract: Extract) -> None:
    record = extract("# Mill\n\n## Lessons learned\n\n### What went well\n\n- The horn\n\n### What went wrong\n\n- The wheel\n")

    assert record.lessons == "### What went well\n\n- The horn\n\n### What went wrong\n\n- The wheel"


def test_a_part_of_its_own_does_not(extract: Extract) -> None:
    record = extract("# Mill\n\n## Summary\n\nThe mill stood.\n\n### Impact\n\nNo flour.\n")

    assert (record.summary, record.impact) == ("The mill stood.", "No flour.")


def test_what_went_well_and_wrong_follow_the_lessons(extract: Extract) -> None:
    record = extract("# Mill\n\n## What went well\n\nThe horn.\n\n## Lessons\n\nLook at the river.\n")

    assert record.lessons == "Look at the river.\n\n## What went well\n\nThe horn."


@pytest.mark.parametrize("nothing", ["N/A", "None", "TBD", "No comments added", "-"])
def test_a_placeholder_is_no_passage(extract: Extract, nothing: str) -> None:
    record = extract(f"# Mill\n\n## What went well\n\n{nothing}\n\n## What went wrong\n\nThe wheel broke.\n")

    assert record.lessons == "The wheel broke."


def test_a_hint_of_the_template_stays_in_the_body(extract: Extract) -> None:
    record = extract("# Mill\n\n## Impact\n\n*Describe who felt it and how.*\n\nNo flour.\n")

    assert record.impact == "No flour."
    assert record.body[0].markdown == "*Describe who felt it and how.*"


def test_prose_before_the_first_section_is_the_summary(extract: Extract) -> None:
    record = extract("# Mill\n\nOn 6 May 2024 the mill stood still for two hours.\n\n## Root cause\n\nThe river ran dry.\n")

    assert record.summary == "On 6 May 2024 the mill stood still for two hours."


def test_fields_before_the_first_section_are_not(extract: Extract) -> None:
    record = extract(
        "# Mill\n\n**Retro held:** 2024-05-06 in the big hall of the mill\n\n- [Causes](#causes)\n\n## Causes\n\nThe river ran dry.\n"
    )

    assert record.summary == ""


def test_a_text_without_headings_is_told_by_its_words(extract: Extract) -> None:
    record = extract("""
        The mill of the lower valley stood still for two hours this morning.

        The root cause of this was a river that had run dry over night.

        About forty bakers were unable to bake their bread of the day.

        We are sorry for that.
        """)

    assert record.summary.startswith("The mill")
    assert record.causes.startswith("The root cause")
    assert record.impact.startswith("About forty bakers")
    assert [passage.markdown for passage in record.body] == ["We are sorry for that."]


def test_a_cause_still_looked_for_is_none(extract: Extract) -> None:
    assert extract("# Mill\n\nThe mill stood still for hours.\n\nWe are still investigating the root cause of this.\n").causes == ""


def test_lessons_may_be_a_list_after_a_sentence_that_says_so(extract: Extract) -> None:
    record = extract("# Mill\n\n## Postmortem\n\nThe lessons that we are taking away are these:\n\n- Look at the river\n- Keep flour\n")

    assert record.lessons.endswith("- Look at the river\n- Keep flour")


def test_a_description_in_the_front_matter_stands_in_for_a_summary(extract: Extract) -> None:
    record = extract("# Mill\n\nOnce upon a time there lived a miller in a valley.\n", description="The mill stood still.")

    assert record.summary == "The mill stood still."
    assert record.body[0].markdown.startswith("Once upon a time")


def test_a_summary_in_the_front_matter_wins(extract: Extract) -> None:
    record = extract("# Mill\n\n## Summary\n\nThe mill stood still.\n", summary="No flour.")

    assert record.summary == "No flour."
    assert record.body[0].markdown == "The mill stood still."


def test_the_last_update_of_a_status_page_tells_what_happened(extract: Extract) -> None:
    account = "On May 6 the river ran dry. " * 10
    record = extract(
        f"# Mill\n\n## Updates\n\n- 2024-05-06T10:00:00Z **Investigating** - No flour\n- 2024-05-06T12:00:00Z **Resolved** - {account}\n"
    )

    assert record.summary.startswith("On May 6 the river ran dry.")
