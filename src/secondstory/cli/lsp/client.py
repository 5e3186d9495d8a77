"""What the editor said about itself when it started the server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lsprotocol import types

from secondstory.language.configuration import OWN_FILE, SHARED_FILE


@dataclass(frozen=True, slots=True)
class Client:
    docs: str = ""
    """Where the documentation of this project stands, when the editor's settings name it."""
    takes_document_changes: bool = False
    creates_files: bool = False
    watches_files: bool = False


def client_of(params: types.InitializeParams) -> Client:
    workspace = params.capabilities.workspace
    edits = workspace.workspace_edit if workspace else None
    operations = (edits.resource_operations if edits else None) or ()
    takes_document_changes = bool(edits and edits.document_changes)
    watched = workspace.did_change_watched_files if workspace else None
    return Client(
        docs=_option(params.initialization_options, "docs"),
        takes_document_changes=takes_document_changes,
        creates_files=takes_document_changes and types.ResourceOperationKind.Create in operations,
        watches_files=bool(watched and watched.dynamic_registration),
    )


def watched_settings() -> types.RegistrationParams:
    """Ask the editor to say when settings or rules of a project change."""
    watchers = [types.FileSystemWatcher(pattern) for pattern in (f"**/{OWN_FILE}", f"**/{SHARED_FILE}", "**/rules/**/*.toml")]
    options = types.DidChangeWatchedFilesRegistrationOptions(watchers)
    return types.RegistrationParams([types.Registration("settings", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)])


def _option(options: Any, name: str) -> str:
    value = options.get(name) if isinstance(options, Mapping) else getattr(options, name, None)
    return value if isinstance(value, str) else ""
