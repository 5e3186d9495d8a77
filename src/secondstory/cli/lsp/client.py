"""What the editor said about itself when it started the server."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from lsprotocol import types


@dataclass(frozen=True, slots=True)
class Client:
    docs: str = ""
    """Where the documentation of this project stands, when the editor's settings name it."""
    takes_document_changes: bool = False
    creates_files: bool = False


def client_of(params: types.InitializeParams) -> Client:
    workspace = params.capabilities.workspace
    edits = workspace.workspace_edit if workspace else None
    operations = (edits.resource_operations if edits else None) or ()
    takes_document_changes = bool(edits and edits.document_changes)
    return Client(
        docs=_option(params.initialization_options, "docs"),
        takes_document_changes=takes_document_changes,
        creates_files=takes_document_changes and types.ResourceOperationKind.Create in operations,
    )


def _option(options: Any, name: str) -> str:
    value = options.get(name) if isinstance(options, Mapping) else getattr(options, name, None)
    return value if isinstance(value, str) else ""
