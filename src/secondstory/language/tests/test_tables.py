"""Tables of TOML files are parsed once and read from what was kept, as long as that fits the files."""

from pathlib import Path

import pytest

from secondstory.language.tables import read_table, read_tables


def kept_files(folder: Path) -> list[Path]:
    return list((folder / "__pycache__").glob("*"))


@pytest.fixture(autouse=True)
def _python_that_keeps(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    monkeypatch.setattr("sys.pycache_prefix", None)


@pytest.fixture
def two_files(tmp_path: Path) -> list[Path]:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(f'name = "{name}"\n', "utf-8")
    return sorted(tmp_path.glob("*.toml"))


def test_what_was_kept_is_what_was_parsed(two_files: list[Path], tmp_path: Path) -> None:
    parsed = read_tables(two_files, name="both")
    assert parsed == [{"name": "a"}, {"name": "b"}]
    assert len(kept_files(tmp_path)) == 1
    assert read_tables(two_files, name="both") == parsed


def test_a_change_of_a_file_is_seen(two_files: list[Path], tmp_path: Path) -> None:
    read_tables(two_files, name="both")
    two_files[1].write_text('name = "c"\n', "utf-8")
    assert read_tables(two_files, name="both") == [{"name": "a"}, {"name": "c"}]
    two_files[0].rename(tmp_path / "z.toml")
    assert read_tables(sorted(tmp_path.glob("*.toml")), name="both") == [{"name": "c"}, {"name": "a"}]


@pytest.mark.parametrize("content", [b"", b"garbage", b"N", b"\x00" * 9])
def test_what_was_kept_and_got_damaged_is_made_anew(content: bytes, two_files: list[Path], tmp_path: Path) -> None:
    read_table(two_files[0])
    (kept,) = kept_files(tmp_path)
    kept.write_bytes(content)
    assert read_table(two_files[0]) == {"name": "a"}
    assert kept.read_bytes() != content


def test_a_folder_that_cannot_be_written_to_does_not_matter(two_files: list[Path], tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("a file where the folder would be", "utf-8")
    assert read_table(two_files[0]) == {"name": "a"}


def test_nothing_is_kept_where_python_keeps_nothing(two_files: list[Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert read_table(two_files[0]) == {"name": "a"}
    assert not kept_files(tmp_path)
