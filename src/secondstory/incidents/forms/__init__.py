"""What people type into the pages of an incident."""

from secondstory.incidents.forms.access import AccessForm
from secondstory.incidents.forms.component import ComponentForm
from secondstory.incidents.forms.measures import MeasureForms
from secondstory.incidents.forms.narrow import NarrowForm
from secondstory.incidents.forms.record import RecordForms
from secondstory.incidents.forms.severity import SeverityForms

__all__ = ["AccessForm", "ComponentForm", "MeasureForms", "NarrowForm", "RecordForms", "SeverityForms"]
