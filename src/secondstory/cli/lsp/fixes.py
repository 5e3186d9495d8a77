"""Quick fixes: use a better question, allow a wording here with a reason, switch a rule off for the project."""

import re

from lsprotocol import types

from secondstory.cli.lsp.client import Client
from secondstory.cli.lsp.documents import Reading
from secondstory.language.findings import Finding
from secondstory.language.replacements import replacements_of

_LONGEST_TITLE = 90
_INDENT = re.compile(r"[ \t]*")


def fixes_for(reading: Reading, params: types.CodeActionParams, *, client: Client) -> list[types.CodeAction]:
    """Return what can be done about the findings where the cursor or the selection is."""
    if params.context.only and not any(_includes(kind, types.CodeActionKind.QuickFix) for kind in params.context.only):
        return []
    start, end = reading.positions.offset(params.range.start), reading.positions.offset(params.range.end)
    here = [finding for finding in reading.findings if finding.start <= end and finding.end >= start]
    marks = {(mark.code, mark.range.start.line, mark.range.start.character): mark for mark in params.context.diagnostics}
    actions: list[types.CodeAction] = []
    for finding in here:
        at = reading.positions.position(finding.start)
        mark = marks.get((finding.rule, at.line, at.character))
        actions += _fixes_of(reading, finding, marks=[mark] if mark else None, client=client)
    return actions


def _fixes_of(reading: Reading, finding: Finding, *, marks: list[types.Diagnostic] | None, client: Client) -> list[types.CodeAction]:
    actions = []
    for number, one in enumerate(replacements_of(finding, reading.text)):
        edit = types.TextEdit(reading.positions.range(one.start, one.end), one.text)
        actions.append(_action(f"Ask instead: {_shortened(one.text)}", [edit], reading, marks, client=client, is_preferred=number == 0))
    actions.append(
        _action(f"Allow this here, with a reason ({finding.rule})", [_allowance(reading, finding)], reading, marks, client=client)
    )
    return actions


def _action(
    title: str,
    edits: list[types.TextEdit],
    reading: Reading,
    marks: list[types.Diagnostic] | None,
    *,
    client: Client,
    is_preferred: bool | None = None,
) -> types.CodeAction:
    if client.takes_document_changes:
        document = types.OptionalVersionedTextDocumentIdentifier(uri=reading.uri, version=reading.version)
        edit = types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, list(edits))])
    else:
        edit = types.WorkspaceEdit(changes={reading.uri: edits})
    return types.CodeAction(title, kind=types.CodeActionKind.QuickFix, diagnostics=marks, is_preferred=is_preferred, edit=edit)


def _allowance(reading: Reading, finding: Finding) -> types.TextEdit:
    """Return the comment above the passage that allows the rule there; its author says why."""
    passage = next((one for one in reading.prose.passages if one.start <= finding.start < one.end), None)
    at = reading.positions.start_of_line(passage.start if passage else finding.start)
    indent = _INDENT.match(reading.text, at)
    comment = f"{indent[0] if indent else ''}<!-- secondstory: allow {finding.rule} because … -->{reading.positions.line_end}"
    return types.TextEdit(reading.positions.range(at, at), comment)


def _includes(wanted: str, kind: str) -> bool:
    """A kind of action includes those below it: "" includes all."""
    return wanted in {"", kind} or kind.startswith(f"{wanted}.")


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_TITLE else f"{text[: _LONGEST_TITLE - 1].rstrip()}…"
