"""The language server: what is open, when it is read, and what the editor is told about it."""

import asyncio
from pathlib import Path

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from secondstory import __version__
from secondstory.cli.lsp.client import Client, client_of, watched_settings
from secondstory.cli.lsp.documents import Document, Reading, format_of, read
from secondstory.cli.lsp.fixes import fixes_for
from secondstory.cli.lsp.links import link_to_rule
from secondstory.language.project import forget_projects

WAITS = 0.25
"""Seconds after the last key until an open document is read again."""

_SEVERITY = {"warning": types.DiagnosticSeverity.Warning, "suggestion": types.DiagnosticSeverity.Information}


class WordingServer(LanguageServer):
    """One editor's documents. The text always comes as a whole: reports are small, and nothing can drift apart."""

    def __init__(self) -> None:
        super().__init__("secondstory", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self.client = Client()
        self.readings: dict[str, Reading] = {}
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._problem = ""

    async def look(self, uri: str, *, wait: float = 0.0) -> None:
        """Read a document and send its marks, unless a later look comes in between."""
        if earlier := self._waiting.pop(uri, None):
            earlier.cancel()
        task = asyncio.ensure_future(self._look(uri, wait=wait))
        self._waiting[uri] = task
        try:
            await task
        except asyncio.CancelledError:
            if not task.cancelled():
                raise
        finally:
            if self._waiting.get(uri) is task:
                del self._waiting[uri]

    async def reading_of(self, uri: str) -> Reading | None:
        """Return what was found in the document as it is now."""
        reading = self.readings.get(uri)
        if reading is None or reading.document.version != self.workspace.get_text_document(uri).version:
            await self.look(uri)
            reading = self.readings.get(uri)
        return reading

    def forget(self, uri: str) -> None:
        """Drop a closed document, and its marks with it."""
        if waiting := self._waiting.pop(uri, None):
            waiting.cancel()
        self.readings.pop(uri, None)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    async def _look(self, uri: str, *, wait: float) -> None:
        await asyncio.sleep(wait)
        document = self.workspace.get_text_document(uri)
        kind = format_of(document.language_id, document.path)
        if kind is None:
            return
        given = Document(
            uri, document.version, document.source, kind, self._folder_of(uri, document.path), self.workspace.position_encoding
        )
        reading = await asyncio.to_thread(read, given)
        self.readings[uri] = reading
        self._tell(reading.problem)
        self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, self._diagnostics(reading), given.version))

    def _folder_of(self, uri: str, path: str) -> Path:
        """Return where the settings of a document are looked for."""
        if uri.startswith("file:"):
            return Path(path).parent
        return Path(self.workspace.root_path or Path.cwd())

    def _tell(self, problem: str) -> None:
        """Say once what is wrong with the settings."""
        if problem and problem != self._problem:
            shown = f"{problem} The built-in rules are used until then."
            self.window_show_message(types.ShowMessageParams(types.MessageType.Warning, shown))
        self._problem = problem

    def _diagnostics(self, reading: Reading) -> list[types.Diagnostic]:
        return [
            types.Diagnostic(
                range=reading.positions.range(finding.start, finding.end),
                message="\n".join([finding.message, *(f"• {text}" for text in finding.rewordings)]),
                severity=_SEVERITY[finding.level],
                code=finding.rule,
                code_description=types.CodeDescription(link) if (link := link_to_rule(finding, docs=self.client.docs)) else None,
                source="secondstory",
            )
            for finding in reading.findings
        ]


def make_server() -> WordingServer:
    """Return a server that knows what to do, not yet speaking to anybody."""
    server = WordingServer()

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.client = client_of(params)

    @server.feature(types.INITIALIZED)
    async def initialized(params: types.InitializedParams) -> None:
        if server.client.watches_files:
            await server.client_register_capability_async(watched_settings())

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def settings_changed(params: types.DidChangeWatchedFilesParams) -> None:
        forget_projects()
        for uri in list(server.readings):
            await server.look(uri)

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        forget_projects()
        await server.look(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        await server.look(params.text_document.uri, wait=WAITS)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(params: types.DidSaveTextDocumentParams) -> None:
        forget_projects()
        await server.look(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.forget(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_CODE_ACTION, types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix]))
    async def fixes(params: types.CodeActionParams) -> list[types.CodeAction]:
        reading = await server.reading_of(params.text_document.uri)
        return fixes_for(reading, params, client=server.client) if reading else []

    return server
