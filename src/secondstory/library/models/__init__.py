"""Tables of the library."""

from secondstory.library.models.index import OpenEntry, OpenText, RestrictedEntry, RestrictedText, Word
from secondstory.library.models.saved import SavedSearch
from secondstory.library.models.sources import ImportedFile, ImportRun, RunState, SourceContent, SourceDocument, UploadedFile

__all__ = [
    "ImportRun",
    "ImportedFile",
    "OpenEntry",
    "OpenText",
    "RestrictedEntry",
    "RestrictedText",
    "RunState",
    "SavedSearch",
    "SourceContent",
    "SourceDocument",
    "UploadedFile",
    "Word",
]
