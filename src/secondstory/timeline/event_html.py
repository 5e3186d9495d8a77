"""One event as the list shows it.

Written here and not as a template, because a timeline shows hundreds: a template takes six times as long. `format_html` escapes all that
it is given.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from secondstory.design.drawing import icons
from secondstory.design.wording import exact_time, initials
from secondstory.incidents.models import Incident
from secondstory.kit.markdown import markdown_line
from secondstory.kit.vocabulary import label
from secondstory.kit.zones import zone_or_utc
from secondstory.timeline.models import TimelineEvent
from secondstory.timeline.queries import EventRow
from secondstory.timeline.rules import Certainty, EventKind
from secondstory.timeline.sources import event_sources

NOTHING = SafeString("")
_ANSWER = SafeString(
    '<p class="row answer needs-script">'
    '<button class="btn tight" type="button" data-do="accept" data-event="{0}">Take <kbd>Y</kbd></button>'
    '<button class="btn tight bare" type="button" data-do="decline" data-event="{0}">No <kbd>N</kbd></button></p>'
)
_ACTS = SafeString(
    '<div class="acts"><label class="pick needs-script"><input type="checkbox" name="event" value="{0}">'
    '<span class="hide">Choose</span></label>'
    '<button class="icon-btn needs-script" type="button" data-do="{1}" data-event="{0}" aria-pressed="{2}">{3}'
    '<span class="hide">Tell it in the report’s drawing</span></button>'
    '<a class="icon-btn" href="{4}{0}/edit/" data-edit>{5}<span class="hide">Edit</span></a></div>'
)


def event_html(row: EventRow, incident: Incident, *, may_write: bool, base: str = "") -> SafeString:
    """Return an event as an item of a list. `base` is the address of the timeline, for many rows of one page."""
    event = row.event
    base = base or reverse("timeline:events", args=[incident.key])
    classes = " ".join(filter(None, ["ev", row.pin, "suggest" if event.suggested_kind else "", "later" if event.is_learnt_later else ""]))
    milestone = format_html('<span class="milestone">{}</span>', row.milestone) if row.milestone else NOTHING
    return format_html(
        '<li class="{}" id="event-{}" data-version="{}">{}<span class="pin" aria-hidden="true"><i></i></span>'
        '<div class="body"><p class="txt">{}{}</p>{}{}<p class="src">{}</p></div>{}</li>',
        classes,
        str(event.pk),
        str(event.version),
        _when(event, incident),
        milestone,
        markdown_line(event.text),
        _files(row, incident) if row.files else NOTHING,
        _suggestion(event, may_write=may_write) if event.suggested_kind else NOTHING,
        format_html_join("", "{}", ((part,) for part in _said_beside(row, incident, base))),
        _acts(event, base) if may_write else NOTHING,
    )


def _when(event: TimelineEvent, incident: Incident) -> SafeString:
    if event.at is None:
        return format_html('<span class="stated">{}</span>', event.time_as_stated or "–")
    return time_html(event.at, zone=incident.time_zone, usual_day=incident.occurred_on, until=event.until, certainty=event.certainty)


def time_html(at: datetime, *, zone: str, usual_day: date | None, until: datetime | None = None, certainty: str = "") -> SafeString:
    """Return a time in this zone, with its day under it where that is not the usual one, and how sure it is."""
    local = at.astimezone(zone_or_utc(zone))
    smalls = [] if local.date() == usual_day else [f"{local.day} {local:%b}"]
    if certainty == Certainty.ABOUT:
        smalls.append("about")
    if until:
        smalls.append(f"to {clock(until, zone=zone)}")
    small = format_html("<small>{}</small>", ", ".join(smalls)) if smalls else NOTHING
    exact = exact_time(at, zone=zone)
    stated = at.isoformat(timespec="seconds")
    return format_html('<time datetime="{}" title="{}">{}{}</time>', stated, exact, clock(at, zone=zone), small)


def clock(at: datetime, *, zone: str) -> str:
    """Return a time of day in this zone, with its seconds where it has some."""
    local = at.astimezone(zone_or_utc(zone))
    return f"{local:%H:%M:%S}" if local.second else f"{local:%H:%M}"


def _files(row: EventRow, incident: Incident) -> SafeString:
    """Return what an event shows; few do, so that this may be a template."""
    return render_to_string("timeline/_files.html", {"row": row, "incident": incident})


def _suggestion(event: TimelineEvent, *, may_write: bool) -> SafeString:
    kind, because = label(event.suggested_kind), event.suggested_because
    why = format_html('<p class="src why">{}? Suggested, because {}</p>', kind, because)
    return why + format_html(_ANSWER, str(event.pk)) if may_write else why


def _said_beside(row: EventRow, incident: Incident, base: str) -> Iterable[SafeString]:
    event = row.event
    if event.kind != EventKind.OTHER:
        yield format_html('<span class="kind">{}</span>', label(event.kind))
    if event.is_learnt_later:
        yield mark_safe('<span class="badge">Learnt later</span>')
    if event.repeats > 1:
        last = f", last {clock(event.last_at, zone=incident.time_zone)}" if event.last_at else ""
        yield format_html('<span class="repeat">×{}{}</span>', str(event.repeats), last)
    if event.actor:
        yield _actor(event.actor, row.person)
    if row.sources:
        several = f"{len(row.sources)} sources: " if len(row.sources) > 1 else ""
        yield format_html('<a class="plain quiet" href="{}{}/" data-about>{}{}</a>', base, str(event.pk), several, titles(row.sources))
    if event.link:
        yield format_html('<a class="plain" href="{}" rel="noopener noreferrer nofollow">{} Evidence</a>', event.link, _icon("link"))


def _actor(stated: str, person: str) -> SafeString:
    """Return who did it, as stated; where somebody of the product is certainly meant, by their own name."""
    if not person:
        return format_html('<span class="actor">{}</span>', stated)
    written = format_html(' title="Written as {}"', stated) if stated != person else NOTHING
    shown = '<span class="actor person"{}><span class="avatar" aria-hidden="true">{}</span> {}</span>'
    return format_html(shown, written, initials(person), person)


def titles(sources: Sequence[str]) -> str:
    """Return the names of sources as their vendors write them."""
    return ", ".join(map(title, sources))


def title(source: str) -> str:
    """Return the name of a source as its vendor writes it."""
    known = event_sources().get(source)
    return known.title if known else label(source)


def _acts(event: TimelineEvent, base: str) -> SafeString:
    do, pressed = ("unstar", "true") if event.is_starred else ("star", "false")
    return format_html(_ACTS, str(event.pk), do, pressed, _icon("star"), base, _icon("edit"))


@cache
def _icon(name: str) -> SafeString:
    return mark_safe(icons.icon_markup(name))
