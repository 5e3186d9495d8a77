import pytest

from secondstory.language.structure import check_structure
from secondstory.language.structure.impact import has_number
from secondstory.language.structure.tests.reports import report


@pytest.mark.parametrize(
    "text",
    [
        "Payments failed for 40 minutes.",
        "About 3,400 users saw it.",
        "~12% of requests failed.",
        "It cost $4k.",
        "From 10:20 to 11:05 nobody could log in.",
        "Between 5-10 customers called.",
        "It took 1h30m.",
        "Half of the visitors saw nothing.",
        "Two customers were affected.",
        "The page was gone for an hour.",
        "9/10 builds failed.",
        "500 customers could not pay.",
        "We lost one order.",
        "(30+ tickets)",
    ],
)
def test_a_measure_is_a_number(text: str) -> None:
    assert has_number(text)


@pytest.mark.parametrize(
    "text",
    [
        "Users saw errors on 3 March 2026.",
        "On 2026-03-03 users saw errors.",
        "Users in us-east-1 saw HTTP 503.",
        "Clients got 502 responses.",
        "Many 5xx errors.",
        "Nodes on v1.29.3 restarted.",
        "See INC-1234 and https://example.com/page/12.",
        "EC2 and S3 were slow.",
        "Some of the users saw errors for a while.",
        "Hundreds of users complained.",
        "No one could log in, and one could not see why.",
        "The 2nd region was down.",
    ],
)
def test_a_number_in_a_name_is_no_measure(text: str) -> None:
    assert not has_number(text)


@pytest.mark.parametrize(
    "impact", ["None.", "N/A", "No customers were affected, since the queue held.", "Nothing was lost and nobody noticed."]
)
def test_no_impact_needs_no_number(impact: str) -> None:
    assert check_structure(report(Impact=impact)) == []


def test_a_number_in_a_table_or_below_a_heading_inside_counts() -> None:
    assert check_structure(report(Impact="Customers could not pay.\n\n| failed | late |\n|---|---|\n| 900 | 40 |")) == []
    assert check_structure(report(Impact="Customers could not pay.\n\n### Money\n\nWe lost 4,000 € of orders.")) == []


def test_numbers_in_a_log_do_not_count() -> None:
    found = check_structure(report(Impact="Customers could not pay as usual.\n\n```\n12:10 pool 0 of 40 free\n```"))
    assert [finding.rule for finding in found] == ["impact-without-number"]
