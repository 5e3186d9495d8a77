"""The language server as an editor meets it: a real process, spoken to by a real client of the protocol."""

import asyncio
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types
from pygls.lsp.client import LanguageClient
from tests.own_loop import run_in_own_loop

LONGEST_WAIT = 30
QUESTION = "Why did you push that change to production?"
URI = "file:///reports/outage.md"


class Editor(LanguageClient):
    """An editor with one server; it waits for the marks of a document."""

    def __init__(self) -> None:
        super().__init__("editor", "1")
        self.marks: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.complaints: list[str] = []
        self.result: types.InitializeResult | None = None

        @self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
        def marked(params: types.PublishDiagnosticsParams) -> None:
            self.marks.put_nowait(params)

        @self.feature(types.WINDOW_SHOW_MESSAGE)  # type: ignore[untyped-decorator]
        def told(params: types.ShowMessageParams) -> None:
            self.complaints.append(params.message)

    def report_server_error(self, error: Exception, source: Any) -> None:
        self.complaints.append(str(error))

    async def open(self, text: str, *, uri: str = URI, language: str = "markdown") -> list[types.Diagnostic]:
        self.text_document_did_open(types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, language, 1, text)))
        return await self.next_marks(uri)

    async def next_marks(self, uri: str = URI) -> list[types.Diagnostic]:
        published = await asyncio.wait_for(self.marks.get(), LONGEST_WAIT)
        assert published.uri == uri
        return list(published.diagnostics)

    def change(self, text: str, *, version: int, uri: str = URI) -> None:
        whole = types.TextDocumentContentChangeWholeDocument(text)
        self.text_document_did_change(types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(version, uri), [whole]))

    async def actions(self, marks: list[types.Diagnostic], *, uri: str = URI, only: str = "") -> dict[str, types.CodeAction]:
        context = types.CodeActionContext(marks, only=[only] if only else None)
        asked = types.CodeActionParams(types.TextDocumentIdentifier(uri), marks[0].range, context)
        found = await asyncio.wait_for(self.text_document_code_action_async(asked), LONGEST_WAIT) or []
        return {one.title: one for one in found if isinstance(one, types.CodeAction)}


def in_an_editor(
    use: Callable[[Editor], Awaitable[None]], *, options: Any = None, encodings: list[str] | None = None, is_modern: bool = True
) -> None:
    """Start a server for an editor, use it, and end it as the protocol wants; nothing may have gone wrong meanwhile."""

    async def whole() -> None:
        editor = Editor()
        await editor.start_io(sys.executable, "-m", "secondstory", "lsp", "--stdio")
        edits = types.WorkspaceEditClientCapabilities(document_changes=True, resource_operations=[types.ResourceOperationKind.Create])
        capabilities = types.ClientCapabilities(
            general=types.GeneralClientCapabilities(position_encodings=encodings) if encodings else None,
            workspace=types.WorkspaceClientCapabilities(workspace_edit=edits) if is_modern else None,
        )
        asked = types.InitializeParams(capabilities=capabilities, initialization_options=options)
        editor.result = await asyncio.wait_for(editor.initialize_async(asked), LONGEST_WAIT)
        editor.initialized(types.InitializedParams())
        await use(editor)
        await asyncio.wait_for(editor.shutdown_async(None), LONGEST_WAIT)
        editor.exit(None)
        await asyncio.wait_for(editor.stop(), LONGEST_WAIT)  # type: ignore[no-untyped-call]
        assert editor.complaints == []

    run_in_own_loop(whole())


def edited(text: str, action: types.CodeAction) -> str:
    """Return the text of one ASCII document after the edits of an action."""
    assert action.edit
    assert action.edit.document_changes
    change = action.edit.document_changes[0]
    assert isinstance(change, types.TextDocumentEdit)
    lines = text.splitlines(keepends=True)
    for edit in change.edits:
        assert isinstance(edit, types.TextEdit)
        start = sum(map(len, lines[: edit.range.start.line])) + edit.range.start.character
        end = sum(map(len, lines[: edit.range.end.line])) + edit.range.end.character
        text = text[:start] + edit.new_text + text[end:]
    return text


def test_a_question_that_blames_is_marked_and_can_be_replaced_by_a_better_one() -> None:
    text = f"# Outage\n\nWe asked: {QUESTION} It was a long night.\n"

    async def use(editor: Editor) -> None:
        marks = await editor.open(text)
        assert [(mark.code, mark.severity, mark.source) for mark in marks] == [
            ("blame-question", types.DiagnosticSeverity.Warning, "secondstory")
        ]
        assert marks[0].range == types.Range(types.Position(2, 10), types.Position(2, 10 + len("Why did you push")))
        actions = await editor.actions(marks)
        better = next(action for title, action in actions.items() if title.startswith("Ask instead: "))
        assert better.is_preferred
        assert list(better.diagnostics or ()) == marks
        after = edited(text, better)
        assert QUESTION not in after
        assert after.startswith("# Outage\n\nWe asked: W")
        assert after.endswith("? It was a long night.\n")

    in_an_editor(use)


def test_a_list_item_is_allowed_behind_its_line_so_that_the_list_stays_whole() -> None:
    text = "- The page came.\n- The engineer should have noticed it.\n- It ended.\n"

    async def use(editor: Editor) -> None:
        marks = await editor.open(text)
        allowed = next(action for title, action in (await editor.actions(marks)).items() if title.startswith("Allow "))
        after = edited(text, allowed)
        assert after == text.replace("noticed it.", f"noticed it. <!-- secondstory: allow {marks[0].code} because … -->")
        editor.change(after, version=2)
        assert [mark.code for mark in await editor.next_marks()] == ["allowance-without-reason"]
        editor.change(after.replace("…", "this is quoted from the first draft"), version=3)
        assert await editor.next_marks() == []

    in_an_editor(use)


def test_a_rule_is_switched_off_in_new_settings_and_in_those_that_are_there(tmp_path: Path) -> None:
    uri = (tmp_path / "outage.md").as_uri()

    async def use(editor: Editor) -> None:
        marks = await editor.open(QUESTION, uri=uri)
        made = (await editor.actions(marks, uri=uri))["Switch blame-question off in .secondstory.toml"]
        assert made.edit
        new, change = made.edit.document_changes or ()
        assert isinstance(new, types.CreateFile)
        assert new.uri == (tmp_path / ".secondstory.toml").as_uri()
        assert isinstance(change, types.TextDocumentEdit)
        assert [edit.new_text for edit in change.edits if isinstance(edit, types.TextEdit)] == ['off = ["blame-question"]\n']

        held = 'people = ["Ada"]\noff = ["human-error"]\n'
        (tmp_path / ".secondstory.toml").write_text(held)
        editor.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(uri)))
        marks = await editor.next_marks(uri)
        added = (await editor.actions(marks, uri=uri))["Switch blame-question off in .secondstory.toml"]
        after = edited(held, added)
        assert after == 'people = ["Ada"]\noff = ["blame-question", "human-error"]\n'
        (tmp_path / ".secondstory.toml").write_text(after)
        changed = types.FileEvent((tmp_path / ".secondstory.toml").as_uri(), types.FileChangeType.Changed)
        editor.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([changed]))
        assert await editor.next_marks(uri) == []

    in_an_editor(use)


def test_settings_that_cannot_be_read_are_told_once_and_the_built_in_rules_are_used(tmp_path: Path) -> None:
    uri = (tmp_path / "outage.md").as_uri()
    (tmp_path / ".secondstory.toml").write_text("colour = 3")

    async def use(editor: Editor) -> None:
        assert len(await editor.open(QUESTION, uri=uri)) == 1
        editor.change(f"{QUESTION} ", version=2, uri=uri)
        assert len(await editor.next_marks(uri)) == 1
        assert ["'colour' is not known" in told for told in editor.complaints] == [True]
        editor.complaints.clear()

    in_an_editor(use)


def test_an_editor_that_cannot_make_files_gets_plain_changes_and_only_what_it_asks_for() -> None:
    async def use(editor: Editor) -> None:
        marks = await editor.open(QUESTION)
        actions = list((await editor.actions(marks)).values())
        assert [title.split(" ")[0] for title in await editor.actions(marks)] == ["Ask", "Ask", "Ask", "Allow"]
        assert all(action.edit and list(action.edit.changes or {}) == [URI] for action in actions)
        assert await editor.actions(marks, only="refactor") == {}
        assert len(await editor.actions(marks, only="quickfix")) == len(actions)

    in_an_editor(use, is_modern=False)


def test_the_comment_that_allows_a_wording_stands_above_its_paragraph() -> None:
    text = "# Outage\r\n\r\nThe page came.\r\nThe engineer should have noticed it.\r\n"

    async def use(editor: Editor) -> None:
        marks = await editor.open(text)
        actions = await editor.actions(marks)
        allowed = next(action for title, action in actions.items() if title.startswith("Allow "))
        rule = marks[0].code
        assert edited(text, allowed) == text.replace("The page", f"<!-- secondstory: allow {rule} because … -->\r\nThe page")

    in_an_editor(use)


@pytest.mark.parametrize(("encoding", "character"), [(None, 7), ("utf-8", 10), ("utf-32", 6)])
def test_places_are_counted_as_the_editor_counts(encoding: str | None, character: int) -> None:
    async def use(editor: Editor) -> None:
        assert editor.result
        assert editor.result.capabilities.position_encoding == (encoding or "utf-16")
        marks = await editor.open(f"Näh 🚒 {QUESTION}")
        assert marks[0].range.start == types.Position(0, character)
        assert marks[0].range.end == types.Position(0, character + len("Why did you push"))

    in_an_editor(use, encodings=[encoding] if encoding else None)


def test_only_line_feeds_and_carriage_returns_end_a_line() -> None:
    async def use(editor: Editor) -> None:
        marks = await editor.open(f"One\u2028two\x0cthree\u0085four.\r\n\r\n{QUESTION}")
        assert marks[0].range.start == types.Position(2, 0)

    in_an_editor(use)


def test_what_is_typed_is_read_again_and_a_closed_document_has_no_marks() -> None:
    async def use(editor: Editor) -> None:
        assert await editor.open("All is well.") == []
        editor.change("All", version=2)
        editor.change(QUESTION, version=3)
        assert [mark.code for mark in await editor.next_marks()] == ["blame-question"]
        editor.text_document_did_save(types.DidSaveTextDocumentParams(types.TextDocumentIdentifier(URI)))
        assert [mark.code for mark in await editor.next_marks()] == ["blame-question"]
        editor.text_document_did_close(types.DidCloseTextDocumentParams(types.TextDocumentIdentifier(URI)))
        assert await editor.next_marks() == []

    in_an_editor(use)


def test_html_markdown_and_plain_text_are_each_read_as_what_they_are() -> None:
    documents = [
        ("a.html", "html", f"<p>{QUESTION}</p><pre>{QUESTION}</pre>"),
        ("b.txt", "plaintext", QUESTION),
        ("c.md", "", f"{QUESTION}\n\n    {QUESTION}\n"),
    ]

    async def use(editor: Editor) -> None:
        for name, language, text in documents:
            marks = await editor.open(text, uri=f"file:///reports/{name}", language=language)
            assert [mark.code for mark in marks] == ["blame-question"], name

    in_an_editor(use)


def test_the_link_of_a_mark_leads_to_the_documentation_or_to_the_rule_itself() -> None:
    async def use(editor: Editor) -> None:
        marks = await editor.open(QUESTION)
        assert marks[0].code_description
        assert marks[0].code_description.href == "https://example.org/docs/language-rules.md#blame-question"

    async def use_without(editor: Editor) -> None:
        marks = await editor.open(QUESTION)
        assert marks[0].code_description
        assert Path(marks[0].code_description.href.removeprefix("file://")).read_text().startswith('id = "blame-question"')

    in_an_editor(use, options={"docs": "https://example.org/docs"})
    in_an_editor(use_without)
