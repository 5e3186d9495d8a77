"""Tables of the library."""

from secondstory.library.models.index import OpenEntry, OpenText, RestrictedEntry, RestrictedText, Word
from secondstory.library.models.sources import ImportedFile, ImportRun, RunState, SourceContent, SourceDocument, UploadedFile

__all__ = [
    "ImportRun",
    "ImportedFile",
    "OpenEntry",
    "OpenText",
    "RestrictedEntry",
    "RestrictedText",
    "RunState",
    "SourceContent",
    "SourceDocument",
    "UploadedFile",
    "Word",
]
