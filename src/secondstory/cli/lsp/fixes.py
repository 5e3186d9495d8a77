"""Quick fixes: use a better question, allow a wording here with a reason, switch a rule off for the project."""

import re
from collections.abc import Iterator

from lsprotocol import types

from secondstory.cli.lsp.client import Client
from secondstory.cli.lsp.documents import Reading
from secondstory.cli.lsp.positions import Positions
from secondstory.cli.lsp.settings import Insertion, switch_off
from secondstory.language.findings import Finding
from secondstory.language.replacements import replacements_of

_LONGEST_TITLE = 90
_INDENT = re.compile(r"[ \t]*")


def fixes_for(reading: Reading, params: types.CodeActionParams, *, client: Client) -> list[types.CodeAction]:
    """Return what can be done about the findings where the cursor or the selection is."""
    if params.context.only and not any(_includes(kind, types.CodeActionKind.QuickFix) for kind in params.context.only):
        return []
    start, end = reading.positions.offset(params.range.start), reading.positions.offset(params.range.end)
    marks = {(mark.code, mark.range.start.line, mark.range.start.character): mark for mark in params.context.diagnostics}
    actions: list[types.CodeAction] = []
    for finding in reading.findings:
        if finding.start <= end and finding.end >= start:
            at = reading.positions.position(finding.start)
            mark = marks.get((finding.rule, at.line, at.character))
            for action in _fixes_of(reading, finding, client=client):
                action.diagnostics = [mark] if mark else None
                actions.append(action)
    return actions


def _fixes_of(reading: Reading, finding: Finding, *, client: Client) -> Iterator[types.CodeAction]:
    document, positions = reading.document, reading.positions
    for number, one in enumerate(replacements_of(finding, document.text)):
        edit = types.TextEdit(positions.range(one.start, one.end), one.text)
        title = f"Ask instead: {_shortened(one.text)}"
        yield _quick_fix(title, _edit(document.uri, edit, version=document.version, client=client), is_preferred=number == 0)
    allowed = _edit(document.uri, _allowance(reading, finding), version=document.version, client=client)
    yield _quick_fix(f"Allow {finding.rule} here, with a reason", allowed)
    insertion = switch_off(finding.rule, configuration=reading.configuration, folder=document.folder)
    if insertion and not reading.problem and (insertion.before is not None or client.creates_files):
        yield _quick_fix(f"Switch {finding.rule} off in {insertion.path.name}", _settings_edit(insertion, reading, client=client))


def _quick_fix(title: str, edit: types.WorkspaceEdit, *, is_preferred: bool | None = None) -> types.CodeAction:
    return types.CodeAction(title, kind=types.CodeActionKind.QuickFix, is_preferred=is_preferred, edit=edit)


def _edit(uri: str, edit: types.TextEdit, *, version: int | None, client: Client) -> types.WorkspaceEdit:
    if not client.takes_document_changes:
        return types.WorkspaceEdit(changes={uri: [edit]})
    document = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, [edit])])


def _settings_edit(insertion: Insertion, reading: Reading, *, client: Client) -> types.WorkspaceEdit:
    positions = Positions(insertion.before or "", encoding=reading.document.encoding)
    edit = types.TextEdit(positions.range(insertion.at, insertion.at), insertion.text)
    whole = _edit(insertion.path.as_uri(), edit, version=None, client=client)
    if insertion.before is None:
        whole.document_changes = [types.CreateFile(insertion.path.as_uri()), *(whole.document_changes or ())]
    return whole


def _allowance(reading: Reading, finding: Finding) -> types.TextEdit:
    """Return the comment that allows the rule; its author writes the reason, and is reminded while it is missing.

    It stands above a paragraph. A list item, a heading or a row of a table would be torn from its neighbours: there it stands behind.
    """
    text, positions = reading.document.text, reading.positions
    comment = f"<!-- secondstory: allow {finding.rule} because … -->"
    passage = reading.passage_at(finding.start)
    start = passage.start if passage else finding.start
    line = positions.start_of_line(start)
    indent = _INDENT.match(text, line)
    if passage and indent and indent.end() < start:
        end = positions.end_of_line(passage.end)
        return types.TextEdit(positions.range(end, end), f" {comment}")
    return types.TextEdit(positions.range(line, line), f"{indent[0] if indent else ''}{comment}{positions.line_end}")


def _includes(wanted: str, kind: str) -> bool:
    """A kind of action includes those below it: "" includes all."""
    return wanted in {"", kind} or kind.startswith(f"{wanted}.")


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else f"{text[: _LONGEST_TITLE - 1].rstrip()}…"
