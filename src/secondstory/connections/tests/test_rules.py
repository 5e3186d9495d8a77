import pytest

from secondstory.connections.rules import hook_path, parts_of_hook_path


def test_a_path_is_read_back_with_and_without_a_slash_at_its_end() -> None:
    assert parts_of_hook_path(hook_path(7, "abc-_9")) == (7, "abc-_9")
    assert parts_of_hook_path(hook_path(7, "abc") + "/") == (7, "abc")


@pytest.mark.parametrize(
    "path", ["/hooks/", "/hooks/7", "/hooks/7/", "/hooks/x/abc", "/hooks/-1/abc", "/hooks/٧/abc", "/other/7/abc", f"/hooks/7/{'a' * 300}"]
)
def test_no_other_path_is_that_of_a_connection(path: str) -> None:
    assert parts_of_hook_path(path) is None
