"""Any text and any bytes can be linted, and what is found stands where it is said to stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from secondstory.documents.encoding import decode
from secondstory.documents.values import RefusedInput
from secondstory.language.findings import Finding
from secondstory.language.linter import lint, lint_prose
from secondstory.language.prose import Scope
from secondstory.language.readers import Format, read_prose
from secondstory.language.rule_files import built_in_rules

FORMATS: tuple[Format, ...] = ("markdown", "html", "text")
PHRASES = [rule for rule in built_in_rules() if rule.kind == "phrase"]
ODD = [
    "🙂",
    "👩‍🚀",
    "e\u0301",
    "שלום",
    "\u202e",
    "\ud800",
    "\x00",
    "\r\n",
    "\n\n",
    "İ",
    "ß",
    "ŉ",
    "…",
    "’",
    "'",
    "“",
    "”",
    "-",
    "—",
    "a" * 3000,
    "'d" * 300,
]
WORDS = sorted(
    {
        word
        for rule in PHRASES
        for name in ("patterns", "of_people", "unless")
        for text in rule.check.get(name, ())
        for word in text.split("|")[0].split()
    }
)
TEXTS = st.one_of(
    st.text(max_size=200),
    st.text(st.characters(codec=None), max_size=80),
    st.lists(st.sampled_from([*ODD, " ", ". ", "? ", ", "]), max_size=30).map("".join),
    st.lists(st.sampled_from([*WORDS, *ODD, ".", "?", "Dana", "@dana", "n't", "'s"]), max_size=40).map(" ".join),
    st.lists(st.sampled_from([example for rule in PHRASES for example in rule.flags] + ODD), max_size=5).map(" ".join),
)


def are_right(findings: list[Finding], text: str) -> None:
    assert [finding.start for finding in findings] == sorted(finding.start for finding in findings)
    for finding in findings:
        assert 0 <= finding.start < finding.end <= len(text)
        assert finding.message
        assert finding.rewordings


@given(text=TEXTS, people=st.lists(st.text(st.characters(codec=None), max_size=8), max_size=2), scope=st.sampled_from(Scope))
@settings(max_examples=600, deadline=None)
def test_any_text_can_be_linted_again_and_again(text: str, people: list[str], scope: Scope) -> None:
    findings = lint(text, people=people, scope=scope)
    are_right(findings, text)
    assert lint(text, people=people, scope=scope) == findings


@pytest.mark.parametrize("format_", FORMATS)
@given(text=TEXTS)
@settings(max_examples=150, deadline=None)
def test_any_document_can_be_linted(format_: Format, text: str) -> None:
    are_right(lint_prose(read_prose(text, format=format_)), text)


@pytest.mark.parametrize("format_", FORMATS)
@given(content=st.one_of(st.binary(max_size=200), TEXTS.map(lambda text: text.encode("utf-8", "surrogatepass"))))
@settings(max_examples=100, deadline=None)
def test_any_bytes_can_be_linted_or_are_refused(format_: Format, content: bytes) -> None:
    try:
        text = decode(content).text
    except RefusedInput:
        text = content.decode("utf-8", "surrogateescape")
    are_right(lint_prose(read_prose(text, format=format_)), text)


@given(
    before=st.lists(st.sampled_from(["🙂", "e\u0301", "שלום", "\u202e", "\x00", "\ud800", "\r\n", "Ok ", " "]), max_size=20).map("".join),
    after=st.lists(st.sampled_from(["🙂", "e\u0301", "שלום", "\u202e", "\x00", "\ud800", "\r\n", " Ok"]), max_size=20).map("".join),
    example=st.sampled_from(
        ["The operator forgot to drain the pump.", "It was purely human error.", "The reviewer didn’t notice the typo."]
    ),
    line=st.sampled_from(["\n\n", "\r\n\r\n"]),
)
@settings(max_examples=300, deadline=None)
def test_a_finding_keeps_its_place_whatever_stands_around_it(before: str, after: str, example: str, line: str) -> None:
    alone = [(finding.rule, example[finding.start : finding.end]) for finding in lint(example)]
    text = f"{before}{line}{example}{line}{after}"
    moved = len(before) + len(line)
    within = [finding for finding in lint(text) if moved <= finding.start < moved + len(example)]
    assert [(finding.rule, text[finding.start : finding.end]) for finding in within] == alone
    assert alone


@pytest.mark.parametrize("odd", ["🙂", "e\u0301", "שלום", "👩‍🚀", "\r\n", "\u00a0", "\x00"])
def test_a_finding_keeps_its_place_inside_a_sentence(odd: str) -> None:
    text = f"So {odd} the operator\r\nforgot to drain {odd} the pump {odd}."
    (finding,) = lint(text)
    assert "operator\r\nforgot to" in text[finding.start : finding.end] or text[finding.start : finding.end] == "forgot to"
