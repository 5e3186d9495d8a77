"""What people type into a timeline, and bring to it."""

from secondstory.timeline.forms.events import Act, EventForm, NoteForm, QuickForm, ShiftForm, act_of, filter_of
from secondstory.timeline.forms.importing import FileForm, FilesForm, ReadingForm, columns_of

__all__ = [
    "Act",
    "EventForm",
    "FileForm",
    "FilesForm",
    "NoteForm",
    "QuickForm",
    "ReadingForm",
    "ShiftForm",
    "act_of",
    "columns_of",
    "filter_of",
]
