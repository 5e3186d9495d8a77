import subprocess
import sys

import pytest

import secondstory.language


@pytest.mark.parametrize("name", secondstory.language.__all__)
def test_what_others_use_is_there(name: str) -> None:
    assert getattr(secondstory.language, name).__module__.startswith("secondstory.language.")


def test_an_unknown_name_is_said() -> None:
    with pytest.raises(AttributeError, match="no attribute 'praise'"):
        _ = secondstory.language.praise


def test_the_linter_as_a_library_loads_neither_django_nor_documents() -> None:
    program = (
        "import sys; from secondstory.language import lint; lint('We forgot it.'); "
        "print('django' in sys.modules, 'secondstory.documents' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout.split() == ["False", "False"]
