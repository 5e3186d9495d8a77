"""People to invite, read from the lines of a CSV file."""

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from secondstory.accounts.rules import Role

COLUMNS = ("name", "email", "role", "team")
MOST_LINES = 5_000
LONGEST = {"name": 200, "email": 254, "team": 120}
_ADDRESS = re.compile(r"[^@\s,;<>()\[\]\\\"]+@[^@\s,;<>()\[\]\\\"]+\.[^@\s,;<>()\[\]\\\".]{2,}")


class UnreadableFileError(Exception):
    """The file as a whole cannot be used; the message says what to change."""


@dataclass(frozen=True, slots=True)
class Line:
    """One person of the file. `number` is the line in the file, as an editor counts; `problems` say what is wrong with it."""

    number: int
    name: str
    email: str
    role: str
    team: str
    problems: tuple[str, ...] = ()

    @property
    def is_good(self) -> bool:
        return not self.problems

    def with_problem(self, problem: str) -> "Line":
        return replace(self, problems=(*self.problems, problem))


def decoded(content: bytes) -> str:
    """Return the text of a file as spreadsheets write it: UTF-8 with or without a mark, UTF-16 with one, else Western European."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def read_lines(text: str) -> list[Line]:
    """Read people from CSV text with a header, separated by commas, semicolons or tabs; raise `UnreadableFileError`.

    A line that cannot be used comes back with its problems, so that it can be shown and left out. Addresses are lower case.
    """
    text = text.removeprefix("\ufeff")
    if "\0" in text:
        raise UnreadableFileError("This is not a text file. Save the list as CSV (UTF-8) and upload that.")
    if not text.strip():
        raise UnreadableFileError("The file is empty. Its first line names the columns: name,email,role,team.")
    lines: list[Line] = []
    first_seen: dict[str, int] = {}
    for line in _lines(text):
        if len(lines) == MOST_LINES:
            raise UnreadableFileError(f"The file has more than {MOST_LINES:,} people. Split it into several files.")
        earlier = first_seen.setdefault(line.email, line.number) if line.email else line.number
        lines.append(line if earlier == line.number else line.with_problem(f"{line.email} stands in line {earlier} already."))
    if not lines:
        raise UnreadableFileError("The file names its columns, but nobody follows.")
    return lines


def _lines(text: str) -> Iterator[Line]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    columns: list[str] | None = None
    ended_at = 0
    try:
        for cells in reader:
            number, ended_at = ended_at + 1, reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if columns is None:
                columns = _checked_columns(cells)
            else:
                yield _line(number, columns, [" ".join(cell.split()) for cell in cells])
    except csv.Error as error:
        raise UnreadableFileError(
            f"Line {ended_at + 1} cannot be read: is a quotation mark open or in the wrong place? ({error})"
        ) from error


def _delimiter(text: str) -> str:
    header = next(line for line in text.splitlines() if line.strip())
    return max(",;\t", key=header.count)


def _checked_columns(cells: list[str]) -> list[str]:
    columns = [
        {"e-mail": "email", "e-mail address": "email", "email address": "email"}.get(each, each)
        for each in (c.strip().lower() for c in cells)
    ]
    if "email" not in columns:
        raise UnreadableFileError("The first line must name the columns: name,email,role,team. There is no column called email.")
    return columns


def _line(number: int, columns: list[str], cells: list[str]) -> Line:
    values = dict(zip(columns, cells, strict=False))
    line = Line(
        number=number,
        name=values.get("name", ""),
        email=values.get("email", "").lower(),
        role=values.get("role", "").lower() or Role.MEMBER.value,
        team=values.get("team", ""),
    )
    if [cell for cell in cells if cell] and len(cells) > len(columns):
        line = line.with_problem(
            f"It has {len(cells)} fields, but there are {len(columns)} columns. A name with a comma needs quotation marks."
        )
    if not line.email:
        line = line.with_problem("The e-mail address is missing.")
    elif not _ADDRESS.fullmatch(line.email):
        line = line.with_problem(f"“{line.email}” is not an e-mail address.")
    if line.role not in set(Role):
        line = line.with_problem(f"“{line.role}” is not a role. Use {', '.join(Role)}.")
    for column, most in LONGEST.items():
        if len(getattr(line, column)) > most:
            line = line.with_problem(f"The {column} is longer than {most} characters.")
    return line
