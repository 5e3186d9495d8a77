"""What the components page shows. Fictional, and small: one of each, in every state."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django import forms
from django.utils import timezone

from secondstory.design.drawing.icons import ICONS
from secondstory.design.sample_timelines import small_timelines

TOKENS = (
    "paper",
    "sheet",
    "sunken",
    "raised",
    "ink",
    "ink-2",
    "ink-3",
    "line",
    "line-2",
    "edge",
    "accent",
    "accent-deep",
    "accent-line",
    "accent-wash",
    "sev1",
    "sev2",
    "sev3",
    "good",
    "mark",
    "peer",
)


@dataclass(frozen=True)
class Spec:
    """One row of the page; its markup is ``design/components/_<name>.html``."""

    name: str
    title: str
    note: str
    is_wide: bool = False

    @property
    def template(self) -> str:
        return f"design/components/_{self.name}.html"


SPECS = (
    Spec("mark", "Mark", "A short line, and a longer one beneath it. Also a divider, and the shape of every rewording."),
    Spec("colour", "Colour", "Tokens by meaning. One accent."),
    Spec("type", "Type", "Literata to read, Instrument Sans to work, JetBrains Mono for what machines said."),
    Spec("icons", "Icons", "Strokes of 1.5 in a field of 16. Always with a word, seen or heard."),
    Spec("button", "Button", "One primary in a view. A disabled one says why beside it."),
    Spec("field", "Field", "Label above, help before the error, the error at the field, everything typed kept."),
    Spec("severity", "Severity, badge, chip", "Never by colour alone: rungs, steps or a glyph, and the word."),
    Spec("people", "People", "Here: petrol ring. A colleague who is typing: violet."),
    Spec("time", "Time", "The words first; the exact time with its zone on hover and for screen readers."),
    Spec("second", "Second story", "The signature: every rewording has this shape, everywhere."),
    Spec("findings", "Wording", "What the linter finds, calmly below the field. The first one is open; none keeps anybody from saving."),
    Spec("ask", "Question", "For silences, contradictions and drift. Asks, offers, never accuses."),
    Spec("notice", "Notice, toast, dialog", "A toast carries undo; a dialog is rare."),
    Spec("table", "Table, tabs, pages", "Focus by a bar on the left. The sorted column in ink. On a phone, rows become cards."),
    Spec("card", "Card, empty, loading", "Empty teaches, and offers the next step."),
    Spec("steps", "Hub, steps, meter, checks", "Progress is said in words too."),
    Spec("facet", "Facet, result", "A result shows what happened and, with the bar, what made it possible."),
    Spec("minute", "Minute summary, factor", "Page one of the print. Factors are numbered, none is a person."),
    Spec("event", "Timeline entry", "Plain, starred, page, hypothesis, milestone."),
    Spec("drawing", "Drawn timeline", "Lanes, with the phases behind them. Scrolls sideways on a phone, never shrinks.", is_wide=True),
)


class SampleForm(forms.Form):
    """Fields as Django makes them, with one of each widget."""

    title = forms.CharField(help_text="One sentence about the effect, without a name.")
    due_on = forms.DateField(label="Due date", help_text="Usually within 15 days for Sev-1.")
    kind = forms.ChoiceField(choices=[("technical", "Technical"), ("support", "Support")])
    people = forms.ChoiceField(label="Show people as", choices=[("roles", "Roles"), ("names", "Names")], widget=forms.RadioSelect)
    tell = forms.BooleanField(label="Tell me when it is published", required=False)
    story = forms.CharField(label="What happened", widget=forms.Textarea(attrs={"rows": 3}), required=False)


def page() -> dict[str, object]:
    """Everything that the templates of the components page name."""
    now = timezone.now()
    return {
        "specs": SPECS,
        "themes": ("light", "dark"),
        "tokens": TOKENS,
        "icon_names": sorted(ICONS),
        "forms": {theme: sample_form(prefix=theme) for theme in ("light", "dark")},
        "moments": [now - timedelta(seconds=20), now - timedelta(minutes=12), now - timedelta(days=3), now + timedelta(days=40)],
        "noon": datetime(2026, 11, 10, 13, 4, tzinfo=UTC),
        "days": [timezone.localdate() + timedelta(days=days) for days in (-5, 0, 1, 4, 30)],
        "far_day": date(2027, 3, 1),
        "durations": [0, 0.5, 47, 112, 1440 * 3 + 240],
        "people_here": ["Noor Haddad", "Ines Okafor", "Mei Tanaka"],
        "tabs": [
            {"label": "Open", "url": "#tabs", "count": 14, "is_current": True},
            {"label": "Done", "url": "#tabs", "count": 112, "is_current": False},
            {"label": "Declined", "url": "#tabs", "count": 0, "is_current": False},
        ],
        "steps": [
            {"label": "Overview", "url": "#steps", "state": "Impact recorded", "is_done": True},
            {"label": "Timeline", "url": "#steps", "state": "28 events", "is_done": True},
            {"label": "Debrief", "url": "#steps", "state": "Now", "is_current": True},
            {"label": "Report", "url": "#steps", "state": "Due Friday", "is_due": True},
            {"label": "Actions", "url": "#steps", "state": "None yet"},
            {"label": "Follow-through", "url": "#steps", "state": "From 25 Nov"},
        ],
        "checks": [
            {"label": "Say one or two takeaways", "hint": "Readers who stop here take these with them.", "is_met": False},
            {"label": "Impact has hard numbers", "hint": "", "is_met": True},
        ],
        "factor_options": [
            {"value": "configuration", "label": "Configuration", "count": 5, "is_chosen": True},
            {"value": "observability", "label": "Observability", "count": 4},
            {"value": "testing", "label": "Testing", "count": 0},
        ],
        "severity_options": [
            {"value": "1", "label": "Sev-1", "severity": 1, "count": 2},
            {"value": "2", "label": "Sev-2", "severity": 2, "count": 3},
            {"value": "3", "label": "Sev-3", "severity": 3, "count": 1},
            {"value": "0", "label": "Near miss", "severity": 0, "count": 1},
        ],
        "drawings": {theme: small_timelines(key=theme) for theme in ("light", "dark")},
        "figures": [
            {"value": "47 min", "label": "14:04 to 14:51 CET"},
            {"value": "6,210", "label": "of 18,400 checkouts failed"},
            {"value": "3,870", "label": "customers affected"},
            {"value": "€ 212,000", "label": "of orders delayed"},
        ],
    }


def sample_form(*, prefix: str) -> SampleForm:
    """Filled in with one mistake, so that every state of a field shows."""
    form = SampleForm(
        {
            f"{prefix}-title": "Checkout could not reserve seats",
            f"{prefix}-due_on": "31 Nov",
            f"{prefix}-kind": "support",
            f"{prefix}-tell": "on",
        },
        prefix=prefix,
        auto_id="field-%s",
    )
    form.full_clean()
    return form
