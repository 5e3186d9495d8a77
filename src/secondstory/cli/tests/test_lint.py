"""`secondstory lint` as it is started: what it reads, what it says and with which code it ends."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

BLAMING = "# Full queue\n\nWe forgot to raise the limit.\n"
CALM = "# Full queue\n\nThe limit was set for half of the traffic.\n"
DEBATABLE = "In hindsight the limit was too low.\n"
COMMANDS = ([sys.executable, "-m", "secondstory"], [str(Path(sys.executable).with_name("secondstory"))])


def lint(
    *arguments: str, folder: Path, given: bytes = b"", command: list[str] = COMMANDS[0], **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*command, "lint", *arguments],
        input=given,
        capture_output=True,
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", **environment},
        check=False,
    )


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    (tmp_path / "sub").mkdir()
    (tmp_path / "a.md").write_text(BLAMING)
    (tmp_path / "sub" / "b.html").write_text("<p>We forgot to raise the limit.</p>")
    (tmp_path / "sub" / "c.txt").write_text(CALM)
    (tmp_path / "d.docx").write_bytes(b"PK")
    (tmp_path / "e.py").write_text("# We forgot\n")
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=["module", "script"])
def test_both_ways_to_start_it_are_the_same(reports: Path, command: list[str]) -> None:
    done = lint("a.md", folder=reports, command=command)
    assert done.returncode == 1
    assert b"a.md:3:1 warning forgot" in done.stdout


def test_it_starts_without_django_click_and_settings(reports: Path) -> None:
    program = (
        "import sys; from secondstory.cli.lint.main import run; run(['a.md']); "
        "print(sorted({'django', 'click', 'pydantic', 'yaml', 'rich'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=reports, capture_output=True, check=True)
    assert done.stdout.splitlines()[-1] == b"[]"


def test_a_finding_shows_its_line_its_span_and_what_to_write_instead(reports: Path) -> None:
    lines = lint("a.md", folder=reports).stdout.decode().splitlines()
    assert lines[2] == "  3 | We forgot to raise the limit."
    assert lines[3].strip(" |").startswith("^^^")
    assert any(line.startswith("  → ") for line in lines)
    assert "  Why: docs/language-rules.md#forgot" in lines
    assert lines[-1] == "1 warning in 1 document."


def test_without_findings_it_says_so_and_ends_with_0(reports: Path) -> None:
    done = lint("sub/c.txt", folder=reports)
    assert (done.returncode, done.stdout) == (0, b"Nothing to reword in 1 document.\n")


def test_suggestions_end_with_0_unless_strict(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(DEBATABLE)
    assert lint("a.md", folder=tmp_path).returncode == 0
    assert lint("a.md", "--strict", folder=tmp_path).returncode == 1
    assert b"Nothing to reword" in lint("a.md", "--level", "warning", folder=tmp_path).stdout


def test_a_folder_is_read_and_other_documents_are_named(reports: Path) -> None:
    done = lint(".", "--format", "json", folder=reports)
    documents = json.loads(done.stdout)["documents"]
    assert [document["path"] for document in documents] == ["a.md", "sub/b.html", "sub/c.txt"]
    assert done.stderr.decode().splitlines() == ["d.docx: skipped; this reads .md, .markdown, .html, .htm, .txt."]


def test_a_pattern_and_a_file_twice_give_each_document_once(reports: Path) -> None:
    done = lint("a.md", "*.md", "**/*.html", folder=reports)
    assert done.stdout.decode().splitlines()[-1] == "2 warnings in 2 documents."


def test_what_is_not_there_ends_with_2_and_the_rest_is_done(reports: Path) -> None:
    done = lint("none.md", "a.md", "*.none", folder=reports)
    assert done.returncode == 2
    assert b"1 warning in 1 document." in done.stdout
    assert done.stderr.decode().splitlines() == ["There is no file or folder none.md.", "No file matches *.none."]


def test_a_file_that_is_no_text_ends_with_2(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"\x00\x01\x02")
    done = lint("a.md", folder=tmp_path)
    assert (done.returncode, done.stderr) == (2, b"a.md is not a text.\n")


def test_no_path_and_wrong_options_end_with_2(tmp_path: Path) -> None:
    assert lint(folder=tmp_path).returncode == 2
    assert lint("--format", "xml", "a.md", folder=tmp_path).returncode == 2


def test_standard_input_is_markdown_or_what_its_name_says(tmp_path: Path) -> None:
    given = b"<blockquote>We forgot it.</blockquote><p>We forgot it.</p>\n"
    assert lint("-", folder=tmp_path, given=b"We forgot it.\n").returncode == 1
    done = lint("-", "--stdin-filename", "notes/a.html", "--format", "json", folder=tmp_path, given=given)
    (document,) = json.loads(done.stdout)["documents"]
    assert document["path"] == "notes/a.html"
    assert [finding["column"] for finding in document["findings"]] == [42]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.md").write_bytes("Déjà vu: we forgot it.\r\n".encode(encoding))
    done = lint("a.md", "--format", "json", folder=tmp_path)
    (finding,) = json.loads(done.stdout)["documents"][0]["findings"]
    assert (finding["start"], finding["line"], finding["column"]) == (9, 1, 10)


def test_lines_and_columns_count_code_points_after_any_line_end(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes("One.\r\n\r\nTwo.\r\r🙂 e\u0301 we forgot it.\n".encode())
    done = lint("a.md", "--format", "json", folder=tmp_path)
    (finding,) = json.loads(done.stdout)["documents"][0]["findings"]
    assert (finding["line"], finding["column"], finding["end_line"]) == (5, 6, 5)


def test_people_come_by_name_or_from_a_file(tmp_path: Path) -> None:
    (tmp_path / "people.txt").write_text("Xanthe Quill # on call\n")
    (tmp_path / "a.md").write_text("Xanthe caused the outage.\n")
    without = lint("a.md", "--format", "json", folder=tmp_path).stdout
    by_file = lint("a.md", "--format", "json", "--people", "people.txt", folder=tmp_path).stdout
    by_name = lint("a.md", "--format", "json", "--people", "Xanthe Quill", folder=tmp_path).stdout
    assert by_file == by_name
    assert len(json.loads(by_name)["documents"][0]["findings"]) >= len(json.loads(without)["documents"][0]["findings"])


def test_settings_of_the_project_count(reports: Path) -> None:
    (reports / ".secondstory.toml").write_text('[lint]\noff = ["person_cause"]\nexclude = ["sub"]\n')
    done = lint(".", folder=reports)
    assert (done.returncode, done.stdout) == (0, b"Nothing to reword in 1 document.\n")


def test_an_unknown_setting_ends_with_2_and_says_what_to_do(reports: Path) -> None:
    (reports / "pyproject.toml").write_text("[tool.secondstory.lint]\nignore = []\n")
    done = lint("a.md", folder=reports)
    assert done.returncode == 2
    assert b"the key 'ignore' is not known. The keys are off, level" in done.stderr


def test_only_named_files_are_included(reports: Path) -> None:
    (reports / ".secondstory.toml").write_text('[lint]\ninclude = ["sub/**/*.txt", "sub/*.html"]\n')
    assert b"in 2 documents" in lint(".", folder=reports).stdout
    assert b"in 1 document." in lint("a.md", folder=reports).stdout


def test_a_reader_that_goes_away_is_no_error(reports: Path) -> None:
    for number in range(60):
        (reports / f"{number}.md").write_text(BLAMING * 20)
    with subprocess.Popen([*COMMANDS[0], "lint", "."], cwd=reports, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        process.stdout.readline()
        process.stdout.close()
        assert b"Traceback" not in process.stderr.read()


def test_steering_signs_of_a_document_do_not_reach_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("We forgot \x1b[2J\u202e it.\n")
    assert b"\x1b" not in lint("a.md", folder=tmp_path).stdout


def test_colour_is_for_terminals(reports: Path) -> None:
    assert b"\x1b[" not in lint("a.md", folder=reports).stdout


def test_github_gets_commands_with_what_would_end_them_escaped(tmp_path: Path) -> None:
    (tmp_path / "50%, a:b.md").write_text("We forgot it.\n")
    done = lint(".", "--format", "github", folder=tmp_path)
    (line,) = done.stdout.decode().splitlines()
    assert line.startswith("::warning file=50%25%2C a%3Ab.md,line=1,endLine=1,col=1,endColumn=")
    assert ",title=forgot::" in line
    assert "%0A→ " in line
