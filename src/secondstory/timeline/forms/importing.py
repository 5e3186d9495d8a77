"""Files of events, and how they are to be read."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict

from secondstory.incidents.models import Incident
from secondstory.kit.several_files import SeveralFilesField, SeveralFilesInput
from secondstory.kit.zones import UnreadableTime, read_time, written_local, zone_names, zone_or_utc
from secondstory.timeline.commands.importing import Upload
from secondstory.timeline.models import BroughtFile, EventImport
from secondstory.timeline.ports import UnreadablePayload
from secondstory.timeline.queries.imports import beginning_of
from secondstory.timeline.rules.columns import COLUMN_FIELDS, Columns, DayOrder, ProposedColumns, WrongColumns, columns_given
from secondstory.timeline.rules.importing import LARGEST_FILE, LARGEST_UPLOAD, LONGEST_PASTE, MEBIBYTE, MOST_FILES
from secondstory.timeline.sources import Window, event_sources

if TYPE_CHECKING:
    Uploaded = UploadedFile[bytes]

COLUMN_WORDS = {
    "time": "Time",
    "clock": "Time of day",
    "text": "What happened",
    "actor": "Who or what did it",
    "kind": "Kind",
    "id": "Identity",
    "link": "Link",
    "component": "Component",
}
_DAY_ORDERS = (
    (DayOrder.UNSTATED.value, "As the table shows"),
    (DayOrder.DAY_FIRST.value, "Day first: 31/12/2026"),
    (DayOrder.MONTH_FIRST.value, "Month first: 12/31/2026"),
)
PASTED = "pasted text"


def source_choices() -> list[tuple[str, str | list[tuple[str, str]]]]:
    """Return the sources to choose from, each with what it covers."""
    sources = sorted(event_sources().values(), key=lambda source: source.title.casefold())
    systems = [(one.name, f"{one.title}: {one.covers}") for one in sources if not one.general]
    formats = [(one.name, f"{one.title}: {one.covers}") for one in sources if one.general]
    return [("", "Recognise it by its content"), ("Systems", systems), ("Formats", formats)]


class WindowFields(forms.Form):
    """From when to when; a side that is left empty is open. Times are in the incident's zone."""

    since = forms.CharField(max_length=40, required=False, label="From", widget=forms.TextInput(attrs={"autocomplete": "off"}))
    until = forms.CharField(max_length=40, required=False, label="To", widget=forms.TextInput(attrs={"autocomplete": "off"}))

    def __init__(self, *given: Any, incident: Incident, **named: Any) -> None:
        super().__init__(*given, **named)
        self.incident = incident

    def clean_since(self) -> datetime | None:
        return self._moment("since")

    def clean_until(self) -> datetime | None:
        return self._moment("until")

    def clean(self) -> dict[str, Any]:
        stated = self.cleaned_data
        if stated.get("since") and stated.get("until") and stated["since"] > stated["until"]:
            self.add_error("until", "This is before the beginning of the window.")
        return stated

    def window(self) -> Window:
        return Window(self.cleaned_data["since"], self.cleaned_data["until"])

    def _moment(self, name: str) -> datetime | None:
        typed = self.cleaned_data[name].strip()
        if not typed:
            return None
        try:
            return read_time(typed, on=self.incident.occurred_on, zone=zone_or_utc(self.incident.time_zone))
        except UnreadableTime as error:
            raise forms.ValidationError(str(error)) from error


def written_window(window: Window, incident: Incident) -> dict[str, str]:
    """Return a window as the fields show it."""
    zone = zone_or_utc(incident.time_zone)
    return {
        "since": written_local(window.since, on=None, zone=zone),
        "until": written_local(window.until, on=None, zone=zone),
    }


class FilesForm(WindowFields):
    """Files, or pasted text, or both."""

    documents = SeveralFilesField(
        required=False,
        allow_empty_file=True,
        max_length=600,
        label="Files",
        help_text=f"Choose several, or drop them here. Up to {MOST_FILES} files of {LARGEST_FILE // MEBIBYTE} MB.",
        widget=SeveralFilesInput(attrs={"class": "drop"}),
        error_messages={"max_length": "A file's name is longer than 600 characters. Shorten it."},
    )
    pasted = forms.CharField(
        required=False,
        strip=False,
        label="Or paste text",
        help_text="Chat copied from a window, a log, an e-mail, notes with times, or JSON.",
        widget=forms.Textarea(attrs={"rows": 6, "spellcheck": "false", "placeholder": "14:02 UTC: alert for the payment queue"}),
    )
    source = forms.ChoiceField(choices=source_choices, required=False, label="Where it comes from")
    field_order = ("documents", "pasted", "source", "since", "until")

    def clean_documents(self) -> "Sequence[Uploaded]":
        files: list[Uploaded] = [file for file in self.cleaned_data["documents"] if file]
        large = next((file.name for file in files if (file.size or 0) > LARGEST_FILE), None)
        if large:
            raise forms.ValidationError(
                f"{large} is larger than {LARGEST_FILE // MEBIBYTE} MB. Export a shorter time, or use the command line."
            )
        if len(files) > MOST_FILES:
            raise forms.ValidationError(f"These are {len(files):,} files; {MOST_FILES} can come at once. Send them in parts.")
        if sum(file.size or 0 for file in files) > LARGEST_UPLOAD:
            raise forms.ValidationError(f"Together they are larger than {LARGEST_UPLOAD // MEBIBYTE} MB. Send them in parts.")
        return files

    def clean_pasted(self) -> str:
        pasted: str = self.cleaned_data["pasted"]
        if len(pasted) > LONGEST_PASTE:
            raise forms.ValidationError(f"This has more than {LONGEST_PASTE:,} characters. Save it as a file and send that.")
        return pasted

    def clean(self) -> dict[str, Any]:
        stated = super().clean()
        nothing = not stated.get("documents") and not stated.get("pasted", "").strip()
        if nothing and not {"documents", "pasted"} & self.errors.keys():
            self.add_error("documents", "Choose a file, or paste what you have.")
        return stated

    def uploads(self) -> Iterator[Upload]:
        for file in self.cleaned_data["documents"]:
            yield Upload(file.name or "unnamed", file.chunks(1024 * 1024))
        pasted = self.cleaned_data["pasted"]
        if pasted.strip():
            yield Upload(PASTED, [pasted.replace("\r\n", "\n").encode()])


class ReadingForm(WindowFields):
    """The window and the zone of an import that is looked at."""

    zone = forms.ChoiceField(required=False, label="Zone of times that state none")

    def __init__(self, data: QueryDict | None = None, *, run: EventImport) -> None:
        initial = {**written_window(Window(run.since, run.until), run.incident), "zone": run.zone}
        super().__init__(data, incident=run.incident, initial=initial)
        usual = run.incident.time_zone or "UTC"
        choices = [("", f"{usual}, the incident’s"), *((name, name) for name in zone_names() if name != usual)]
        zone = self.fields["zone"]
        if isinstance(zone, forms.ChoiceField):
            zone.choices = choices


class FileForm(forms.Form):
    """Where one file comes from, and of a table, which column says what."""

    source = forms.ChoiceField(choices=source_choices, required=False, label="Where it comes from")

    def __init__(self, data: QueryDict | None = None, *, file: BroughtFile) -> None:
        super().__init__(data, prefix=f"file-{file.pk}", initial={"source": file.source_stated})
        self.file = file
        self.proposed = _proposed(file)
        if self.proposed is not None:
            self._add_columns(self.proposed)

    def _add_columns(self, proposed: ProposedColumns) -> None:
        stated = self.file.columns or _as_given(proposed.columns)
        names = [("", "None"), *((name, name or "(no name)") for name in proposed.names if name)]
        for one in COLUMN_FIELDS:
            choices = names if one != "time" else [("", "Choose a column"), *names[1:]]
            self.fields[one] = forms.ChoiceField(choices=choices, required=False, label=COLUMN_WORDS[one], initial=stated.get(one, ""))
        self.fields["time_format"] = forms.ChoiceField(
            choices=_DAY_ORDERS, required=False, label="Days such as 03/04/2026", initial=stated.get("time_format", "")
        )

    def column_fields(self) -> list[forms.BoundField]:
        return [self[name] for name in (*COLUMN_FIELDS, "time_format") if name in self.fields]

    def columns(self) -> dict[str, str]:
        """Return the mapping that somebody stated, or nothing where it is the one that was proposed."""
        if self.proposed is None or self.cleaned_data.get("source", "") != self.file.source_stated:
            return {}
        stated = columns_of(self.cleaned_data)
        return {} if stated == _as_given(self.proposed.columns) else stated

    def clean(self) -> dict[str, Any]:
        stated: dict[str, Any] = self.cleaned_data
        given = columns_of(stated)
        if self.proposed is not None and given:
            try:
                columns_given(given)
            except WrongColumns:
                self.add_error("time", "Say which column holds the times.")
        return stated


def columns_of(stated: Mapping[str, Any]) -> dict[str, str]:
    """Return the mapping that a form states, without what is left empty."""
    return {name: str(stated[name]) for name in (*COLUMN_FIELDS, "time_format") if stated.get(name)}


def _proposed(file: BroughtFile) -> ProposedColumns | None:
    """Return the columns of a table, and None for a file that is none, or is read as something else."""
    source = event_sources().get(file.source or file.source_stated)
    if source is None or source.by_columns is None:
        return None
    try:
        return source.by_columns.proposes(beginning_of(file))
    except UnreadablePayload:
        return None


def _as_given(columns: Columns | None) -> dict[str, str]:
    return columns_of({name: getattr(columns, name) for name in (*COLUMN_FIELDS, "time_format")}) if columns else {}
