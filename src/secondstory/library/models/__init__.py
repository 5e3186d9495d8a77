"""Tables of the library."""

from secondstory.library.models.sources import ImportedFile, ImportRun, RunState, SourceContent, SourceDocument, UploadedFile

__all__ = [
    "ImportRun",
    "ImportedFile",
    "RunState",
    "SourceContent",
    "SourceDocument",
    "UploadedFile",
]
