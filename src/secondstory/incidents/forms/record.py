"""The facts, impact and people of an incident in one form."""

from collections.abc import Mapping
from datetime import date, datetime, tzinfo
from typing import Any

from django import forms
from django.http import QueryDict
from django.urls import reverse

from secondstory.accounts.commands import ensure_may, people_named
from secondstory.accounts.models import Person, Team
from secondstory.accounts.rules import Ability
from secondstory.incidents.commands import (
    IncidentFacts,
    Involved,
    Measure,
    components_named,
    edit_incident,
    record_incident,
    set_impact,
    set_people,
)
from secondstory.incidents.forms.names import NamesField, NamesWidget
from secondstory.incidents.models import Incident, SeverityLevel
from secondstory.incidents.queries import IncidentRecord, component_suggestions, people_suggestions, severity_levels, team_names
from secondstory.incidents.rules import MILESTONE_WORDS, MILESTONES, DetectedBy, InvolvedAs, Kind, Milestones, Status, out_of_order
from secondstory.kit.facts import announcing_together
from secondstory.kit.rows import TypedForm, is_rearranging, rearranged, rows_of
from secondstory.kit.vocabulary import choices
from secondstory.kit.zones import UnreadableTime, read_time, written_local, zone_named, zone_or_utc

PREFIXES = ("impact", "people")
CHANGED_MEANWHILE = (
    "Somebody changed this record while you were writing. What you typed is kept: look at theirs, then save again to keep yours."
)


def all_team_names() -> list[str]:
    return [team.name for team in team_names()]


class SeverityChoice(forms.ModelChoiceField[SeverityLevel]):
    def label_from_instance(self, obj: SeverityLevel) -> str:
        return f"{obj.name}: {obj.description}" if obj.description else obj.name


class FactsForm(TypedForm):
    """What happened and when. Times are local to the incident's own time zone."""

    title = forms.CharField(max_length=300, label="What happened, in one line", help_text="What people noticed, not what was done wrong.")
    kind = forms.ChoiceField(choices=choices(Kind))
    severity = SeverityChoice(SeverityLevel.objects.none(), required=False, empty_label="Not decided yet")
    status = forms.ChoiceField(choices=choices(Status), initial=Status.RESOLVED)
    detected_by = forms.ChoiceField(choices=[("", "Not stated"), *choices(DetectedBy)], required=False, label="Noticed by")
    teams = NamesField(
        required=False,
        help_text="Teams that took part or were hit.",
        widget=NamesWidget(url=lambda: reverse("incidents:suggest_teams"), suggested=all_team_names),
    )
    components = NamesField(
        required=False,
        help_text="Services, processes or channels that were hit. A name that is new here is added.",
        widget=NamesWidget(url=lambda: reverse("incidents:suggest_components"), suggested=lambda: component_suggestions("", limit=100)),
    )
    occurred_on = forms.DateField(
        required=False,
        label="Day it began",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="In the time zone below.",
    )
    time_zone = forms.CharField(max_length=64, label="Time zone of the times below", help_text="Such as Europe/Berlin, UTC or UTC-08:00.")
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        severity = self.fields["severity"]
        assert isinstance(severity, forms.ModelChoiceField)  # noqa: S101 - it stands above
        severity.queryset = severity_levels()
        self.fields["time_zone"].widget.attrs["data-autocomplete-url"] = reverse("incidents:suggest_zones")
        for name in MILESTONES:
            self.fields[f"{name}_at"] = forms.CharField(
                max_length=40, required=False, label=MILESTONE_WORDS[name], widget=forms.TextInput(attrs={"placeholder": "14:02"})
            )

    @property
    def milestone_fields(self) -> list[forms.BoundField]:
        return [self[f"{name}_at"] for name in MILESTONES]

    def clean_time_zone(self) -> str:
        name = str(self.cleaned_data["time_zone"]).strip()
        try:
            zone_named(name)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return name

    def clean_teams(self) -> list[Team]:
        wanted = self.cleaned_data["teams"]
        known = {team.name.casefold(): team for team in team_names()} if wanted else {}
        missing = [name for name in wanted if name.casefold() not in known]
        if missing:
            raise forms.ValidationError(f"There is no team called “{missing[0]}”. An administrator adds teams.")
        return [known[name.casefold()] for name in wanted]

    def clean(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        if "time_zone" in cleaned:
            zone, day = zone_named(cleaned["time_zone"]), cleaned.get("occurred_on")
            moments = {name: self._moment(name, on=day, zone=zone) for name in MILESTONES}
            for earlier, later in out_of_order(Milestones(**moments)):
                self.add_error(f"{later}_at", f"This is before “{MILESTONE_WORDS[earlier]}”. Which of the two is meant?")
            cleaned["milestones"] = Milestones(**moments)
        return cleaned

    def _moment(self, name: str, *, on: date | None, zone: tzinfo) -> datetime | None:
        typed = self.cleaned_data.get(f"{name}_at", "").strip()
        try:
            return read_time(typed, on=on, zone=zone) if typed else None
        except UnreadableTime as error:
            self.add_error(f"{name}_at", str(error))
            return None

    def facts(self, *, severity_as_stated: str = "") -> IncidentFacts:
        said = self.cleaned_data
        return IncidentFacts(
            title=" ".join(said["title"].split()),
            kind=said["kind"],
            severity=said["severity"],
            severity_as_stated=severity_as_stated,
            status=said["status"],
            detected_by=said["detected_by"],
            occurred_on=said["occurred_on"],
            time_zone=said["time_zone"],
            milestones=said["milestones"],
            teams=tuple(said["teams"]),
            components=tuple(components_named(said["components"]).values()),
        )


class MeasureRow(TypedForm):
    telling = ("value", "unit", "name")

    value = forms.CharField(max_length=60, label="Number", widget=forms.TextInput(attrs={"placeholder": "6,210"}))
    unit = forms.CharField(max_length=40, required=False, label="Unit", widget=forms.TextInput(attrs={"placeholder": "checkouts"}))
    name = forms.CharField(max_length=120, label="What it says", widget=forms.TextInput(attrs={"placeholder": "failed"}))


class PersonRow(TypedForm):
    telling = ("name",)

    name = forms.CharField(max_length=200, label="Name", widget=forms.TextInput(attrs={"list": "people-suggested"}))
    role = forms.ChoiceField(choices=choices(InvolvedAs), initial=InvolvedAs.RESPONDER, label="Part")
    directly_involved = forms.BooleanField(required=False, initial=True, label="Directly involved")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["name"].widget.attrs["data-autocomplete-url"] = reverse("incidents:suggest_people")


MeasureRows = rows_of(MeasureRow)
PersonRows = rows_of(PersonRow)


class RecordForms:
    """The form of a whole record: facts, impact, people. Without `data` it shows what is stored, or `suggested` for a new one."""

    def __init__(
        self, data: QueryDict | None = None, *, record: IncidentRecord | None = None, suggested: Mapping[str, object] | None = None
    ) -> None:
        self.record = record
        typed = rearranged(data, prefixes=PREFIXES) if data is not None else None
        self.facts = FactsForm(typed, initial=_stated(record) if record else dict(suggested or {}))
        self.impact = MeasureRows(typed, prefix="impact", initial=_stated_measures(record))
        self.people = PersonRows(typed, prefix="people", initial=_stated_people(record))
        if data is not None and is_rearranging(data):
            for part in (self.facts, self.impact, self.people):
                part.unjudged = True
            self.is_asked_to_save = False
        else:
            self.is_asked_to_save = data is not None

    @property
    def people_suggested(self) -> list[str]:
        return people_suggestions("", limit=100)

    def is_ready(self) -> bool:
        """Say whether to save: the button was Save and all of it is well."""
        if not self.is_asked_to_save:
            return False
        parts_are_valid = [part.is_valid() for part in (self.facts, self.impact, self.people)]
        if self.record and self.facts.cleaned_data.get("revision") != self.record.incident.revision:
            self.facts.add_error(None, CHANGED_MEANWHILE)
            self.facts.retype("revision", str(self.record.incident.revision))
            return False
        return all(parts_are_valid)

    def save(self, *, by: Person) -> Incident:
        ensure_may(by, Ability.WRITE)
        with announcing_together():
            if self.record is None:
                incident = record_incident(self.facts.facts(), by=by)
            else:
                incident = self.record.incident
                edit_incident(incident, self.facts.facts(severity_as_stated=incident.severity_as_stated), by=by)
            measures = [Measure(name=row["name"], value=row["value"], unit=row["unit"]) for row in self.impact.filled]
            if measures != _measures(self.record):
                set_impact(incident, measures, by=by)
            involved = self._involved()
            if involved != _involved(self.record):
                set_people(incident, involved, by=by)
        return incident

    def _involved(self) -> list[Involved]:
        rows = self.people.filled
        here = {one.person.name: one.person for one in (self.record.involvements if self.record else ())}
        named = people_named(row["name"] for row in rows if row["name"] not in here)
        return [Involved((here.get(row["name"]) or named[row["name"]]), row["role"], row["directly_involved"]) for row in rows]


def _measures(record: IncidentRecord | None) -> list[Measure]:
    return [Measure(name=m.name, value=m.value, unit=m.unit) for m in (record.measures if record else ())]


def _involved(record: IncidentRecord | None) -> list[Involved]:
    return [Involved(one.person, one.role, one.directly_involved) for one in (record.involvements if record else ())]


def _stated(record: IncidentRecord) -> dict[str, object]:
    incident = record.incident
    zone = zone_or_utc(incident.time_zone)
    names = ("title", "kind", "severity", "status", "detected_by", "occurred_on", "time_zone", "revision")
    return {
        **{name: getattr(incident, name) for name in names},
        **{f"{name}_at": written_local(getattr(incident, f"{name}_at"), on=incident.occurred_on, zone=zone) for name in MILESTONES},
        "teams": [team.name for team in record.teams],
        "components": [component.name for component in record.components],
    }


def _stated_measures(record: IncidentRecord | None) -> list[dict[str, object]]:
    return [{"name": m.name, "value": m.value, "unit": m.unit} for m in _measures(record)]


def _stated_people(record: IncidentRecord | None) -> list[dict[str, object]]:
    return [{"name": i.person.name, "role": i.role, "directly_involved": i.directly_involved} for i in _involved(record)]
