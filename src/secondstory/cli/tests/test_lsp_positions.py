"""Places in an editor and code points are the same places, whatever stands in the text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lsprotocol import types

from secondstory.cli.lsp.positions import Positions

ENCODINGS = {"utf-8": "utf-8", "utf-16": "utf-16-le", "utf-32": "utf-32-le"}
UNIT = {"utf-8": 1, "utf-16": 2, "utf-32": 4}
TEXTS = st.text(st.sampled_from("a é🚒\u0301\u202e\n\r\u2028\x0c\0\ud800"), max_size=40)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS, at=st.integers(0, 45))
def test_a_place_is_counted_in_lines_of_the_protocol_and_units_of_the_encoding(encoding: str, text: str, at: int) -> None:
    before = text[:at]
    torn = text[at - 1 : at + 1] == "\r\n"
    expected_line = len(re.findall(r"\r\n|\n|\r", before)) - (1 if torn else 0)
    last = re.split(r"\r\n|\n|\r", before.removesuffix("\r") if torn else before)[-1] + ("\r" if torn else "")
    units = len(last.encode(ENCODINGS[encoding], "surrogatepass")) // UNIT[encoding]
    assert Positions(text, encoding=encoding).position(at) == types.Position(expected_line, units)


@pytest.mark.parametrize("encoding", ENCODINGS)
@given(text=TEXTS, at=st.integers(0, 40))
def test_a_place_leads_back_to_its_code_point(encoding: str, text: str, at: int) -> None:
    at = min(at, len(text))
    if text[at - 1 : at + 1] != "\r\n":  # between the two there is no place in an editor
        positions = Positions(text, encoding=encoding)
        assert positions.offset(positions.position(at)) == at


@given(text=TEXTS, line=st.integers(0, 9), character=st.integers(0, 99))
def test_a_place_outside_the_text_is_the_nearest_one_inside(text: str, line: int, character: int) -> None:
    assert 0 <= Positions(text).offset(types.Position(line, character)) <= len(text)
