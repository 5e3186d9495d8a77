import pytest

from secondstory.incidents.rules import Kind
from secondstory.library.rules.kind_words import factor_category_meant, kind_meant, section_kind_meant


def test_an_incident_is_technical_unless_its_words_are_clear() -> None:
    assert kind_meant(tags=["database", "api"], title="Data loss risk in the support portal") == Kind.DATA
    assert kind_meant(tags=[], title="Checkout was slow") == Kind.TECHNICAL
    assert kind_meant(tags=["security"], title="Checkout was slow") == Kind.SECURITY
    assert kind_meant(tags=["security", "marketing"], title="Checkout was slow") == Kind.TECHNICAL


@pytest.mark.parametrize(
    ("heading", "kind"),
    [
        ("What went well?", "went_well"),
        ("What went wrong", "was_hard"),
        ("What didn't go well", "was_hard"),
        ("Where we got lucky", "lucky"),
        ("Lessons learned", "lessons"),
        ("Root cause", "causes"),
        ("Appendix A", "appendix"),
        ("Background", "narrative"),
        ("Kittens", "other"),
    ],
)
def test_headings_tell_what_a_section_is(heading: str, kind: str) -> None:
    assert section_kind_meant(heading) == kind


@pytest.mark.parametrize(
    ("text", "category"),
    [
        ("A misconfigured limit was in force", "configuration"),
        ("The disk was out of space", "capacity"),
        ("No alert fired and no dashboard showed it", "observability"),
        ("A bug in the deployment", "unknown"),
        ("It happened on a Tuesday", "unknown"),
    ],
)
def test_a_factor_has_the_category_whose_words_it_uses_most(text: str, category: str) -> None:
    assert factor_category_meant(text) == category
