"""The timeline's page, and what is done on it."""

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from secondstory.accounts.commands import ensure_may
from secondstory.accounts.models import Person
from secondstory.accounts.queries import signed_in
from secondstory.accounts.rules import Ability
from secondstory.incidents.models import Incident
from secondstory.incidents.queries import visible_incident
from secondstory.incidents.rules import InvolvedAs, phases
from secondstory.kit.live.reading import position
from secondstory.kit.vocabulary import choices
from secondstory.timeline.commands import ChangedMeanwhile, NothingToUndo, shift_source, tell_set_aside, undo, undo_last
from secondstory.timeline.commands.files import TooManyFiles, add_event_with_files, edit_event_with_files
from secondstory.timeline.commands.questions import leave_question
from secondstory.timeline.event_html import event_html
from secondstory.timeline.file_forms import FilesForm
from secondstory.timeline.forms import EventForm, QuickForm, ShiftForm, act_of, filter_of
from secondstory.timeline.forms.importing import written_window
from secondstory.timeline.models import ChangeSet, EventChange, TimelineEvent
from secondstory.timeline.queries import (
    ROWS,
    EventFilter,
    changes_since,
    counts_of,
    event_of,
    event_rows,
    events_of,
    evidence_of,
    history_of,
    history_of_event,
    last_change,
    set_aside_of,
    shifts_of,
)
from secondstory.timeline.queries.assembling import waiting_in_inbox
from secondstory.timeline.queries.people import people_in
from secondstory.timeline.queries.questions import questions_of
from secondstory.timeline.rules import EventKind, Verb
from secondstory.timeline.rules.people import Acquaintances

MOST_SENT = 200
"""With more events changed than this, a page is read anew instead of being brought up to date."""


def events(request: HttpRequest, key: str) -> HttpResponse:
    """The timeline, with a line to add to it."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    form = QuickForm(request.POST if request.method == "POST" else None, incident=incident)
    files = None
    if request.method == "POST":
        ensure_may(person, Ability.WRITE)
        files = FilesForm(request)
        if form.is_valid() and not files.problem:
            try:
                return _answer(request, incident, add_event_with_files(incident, form.facts(), files.changes.added, by=person))
            except TooManyFiles as error:
                files.refuse(error)
        if _wants_json(request):
            return JsonResponse({"error": f"{form.problem} {files.problem}".strip()}, status=422)
    context = _page(request, incident, person) | {"form": form, "file_problem": files.problem if files else ""}
    return render(request, "timeline/events.html", context)


def _page(request: HttpRequest, incident: Incident, person: Person) -> dict[str, Any]:
    heard = position()
    narrowed = filter_of(request.GET)
    counts = counts_of(incident)
    seen = last_change(incident)
    is_whole = not narrowed.narrows and "from" not in request.GET
    people = people_in(incident)
    waiting = waiting_in_inbox(incident, person=person) if is_whole and person.may(Ability.WRITE) else None
    return _rows(request, incident, person, narrowed, people=people.acquaintances) | {
        "counts": counts,
        "narrowed": narrowed,
        "seen": seen,
        "heard": heard,
        "kinds": choices(EventKind),
        "proposed": people.proposed if is_whole and person.may(Ability.WRITE) else (),
        "parts": choices(InvolvedAs),
        "waiting": waiting,
        "waiting_address": f"?{urlencode(written_window(waiting.window, incident))}" if waiting else "",
        "phases": phases(incident.milestones),
        "may_write": person.may(Ability.WRITE),
    }


def _rows(
    request: HttpRequest, incident: Incident, person: Person, narrowed: EventFilter, *, people: Acquaintances | None = None
) -> dict[str, Any]:
    start = _number(request.GET.get("from"))
    told = list(narrowed.apply(events_of(incident))[start : start + ROWS + 1])
    following = request.GET.copy()
    following["from"] = str(start + ROWS)
    return {
        "incident": incident,
        "rows": event_rows(incident, told[:ROWS], people=people),
        "start": start,
        "following": following.urlencode() if len(told) > ROWS else "",
        "may_write": person.may(Ability.WRITE),
    }


@require_GET
def rows(request: HttpRequest, key: str) -> HttpResponse:
    """The next events of the list, for a page that has shown the first."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    return render(request, "timeline/_events.html", _rows(request, incident, person, filter_of(request.GET)))


@require_GET
def quick(request: HttpRequest, key: str) -> JsonResponse:
    """How a typed line would be read."""
    incident = visible_incident(key, person=signed_in(request))
    form = QuickForm(request.GET, incident=incident)
    if not form.is_valid():
        return JsonResponse({"error": form.problem if request.GET.get("line", "").strip() else ""})
    return JsonResponse({"html": render_to_string("timeline/_reads_as.html", {"incident": incident, "entry": form.entry}, request)})


def edit(request: HttpRequest, key: str, event_id: int) -> HttpResponse:
    """Change one event, with all that is known of it."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    event = event_of(incident, event_id)
    ensure_may(person, Ability.WRITE)
    form = EventForm(request.POST if request.method == "POST" else None, incident=incident, event=event)
    files = FilesForm(request)
    context: dict[str, Any] = {"incident": incident, "event": event, "form": form, "evidence": evidence_of(event)}
    context |= {"files": files.shown(event), "files_again": bool(request.FILES)}
    if request.method == "POST" and form.is_valid() and not files.problem:
        try:
            edit_event_with_files(event, form.facts(), files.changes, by=person, version=form.version)
            return _answer(request, incident, event)
        except ChangedMeanwhile as meanwhile:
            context |= {"meanwhile": event_rows(incident, [meanwhile.row])[0], "version": meanwhile.row.version}
            return render(request, _form_template(request), context, status=409)
        except TooManyFiles as error:
            files.refuse(error)
    context |= {"version": form.version if form.is_bound else event.version, "file_problem": files.problem}
    return render(request, _form_template(request), context, status=422 if form.is_bound and _wants_json(request) else 200)


def _form_template(request: HttpRequest) -> str:
    return "timeline/_edit.html" if _wants_json(request) else "timeline/edit.html"


@require_GET
def about(request: HttpRequest, key: str, event_id: int) -> HttpResponse:
    """What an event rests on, word for word, and who changed it."""
    incident = visible_incident(key, person=signed_in(request))
    event = event_of(incident, event_id)
    context = {
        "incident": incident,
        "row": event_rows(incident, [event])[0],
        "evidence": evidence_of(event),
        "history": history_of_event(incident, event_id),
        "shifts": shifts_of(incident),
        "may_write": signed_in(request).may(Ability.WRITE),
    }
    return render(request, "timeline/_about.html" if _wants_json(request) else "timeline/about.html", context)


@require_POST
def act(request: HttpRequest, key: str) -> HttpResponse:
    """Do one thing to one or many events: star, remove, merge, answer a suggestion, set a kind or a milestone."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    ensure_may(person, Ability.WRITE)
    numbers = [int(number) for number in request.POST.getlist("event") if number.isdecimal()]
    do = request.POST.get("do", "")
    done = act_of(f"kind:{request.POST.get('kind', '')}" if do == "kind" else do)
    if done is None or not numbers:
        messages.warning(request, "Choose at least one event, and what to do with it.")
    else:
        changed = done(incident, numbers, by=person)
        if not _wants_json(request):
            messages.success(request, f"{changed} event{'' if changed == 1 else 's'} changed.")
    return _answer(request, incident)


@require_POST
def shift(request: HttpRequest, key: str) -> HttpResponse:
    """Say by how much the clock of a source was wrong: all it told moves."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    ensure_may(person, Ability.WRITE)
    form = ShiftForm(request.POST)
    if form.is_valid():
        moved = shift_source(incident, form.cleaned_data["source"], seconds=form.cleaned_data["seconds"], by=person)
        messages.success(request, f"{moved} event{'' if moved == 1 else 's'} moved.")
    else:
        messages.warning(request, "Write by how many seconds the clock was wrong, such as -120. At most a day.")
    return _answer(request, incident)


@require_POST
def take_back(request: HttpRequest, key: str) -> HttpResponse:
    """Undo: the person's last act, or the one that is named."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    ensure_may(person, Ability.WRITE)
    named = request.POST.get("change", "")
    try:
        change_set = incident.timeline_changes.filter(pk=int(named)).first() if named.isdecimal() else None
        undone = undo(change_set, by=person) if change_set else undo_last(incident, by=person)
    except NothingToUndo as error:
        if _wants_json(request):
            return JsonResponse({"error": str(error)}, status=409)
        messages.warning(request, str(error))
    else:
        said = "Taken back."
        if undone.kept:
            said = f"Taken back, but for {undone.kept} that were changed since: they stay as they are."
        messages.success(request, said)
    return _answer(request, incident)


@require_GET
def questions(request: HttpRequest, key: str) -> HttpResponse:
    """What is unexplained or contradictory; the timeline's page asks for it once it is there."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    context = {"incident": incident, "questions": questions_of(incident), "may_write": person.may(Ability.WRITE)}
    return render(request, "timeline/_questions.html" if _wants_json(request) else "timeline/questions.html", context)


@require_POST
def question(request: HttpRequest, key: str) -> HttpResponse:
    """Leave a question: it is asked no more."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    leave_question(incident, request.POST.get("question", ""), by=person)
    return _answer(request, incident)


@require_GET
def changed(request: HttpRequest, key: str) -> JsonResponse:
    """What changed since the page last looked: events to put in, to replace and to take out."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    return JsonResponse(_changed(request, incident, person, since=_number(request.GET.get("seen"))))


def history(request: HttpRequest, key: str) -> HttpResponse:
    """Who changed what."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    start = _number(request.GET.get("from"))
    entries = history_of(incident, start=start, number=51)
    context = {"incident": incident, "entries": entries[:50], "following": start + 50 if len(entries) > 50 else 0}
    return render(request, "timeline/history.html", context | {"may_write": person.may(Ability.WRITE)})


def aside(request: HttpRequest, key: str) -> HttpResponse:
    """What arrived and is not told, with a way to tell it after all."""
    person = signed_in(request)
    incident = visible_incident(key, person=person)
    if request.method == "POST":
        numbers = [int(number) for number in request.POST.getlist("evidence") if number.isdecimal()]
        told = tell_set_aside(incident, numbers, by=person)
        messages.success(request, f"{len(told)} put into the timeline.")
        return redirect("timeline:events", key)
    start = _number(request.GET.get("from"))
    found = list(set_aside_of(incident)[start : start + ROWS + 1])
    context = {"incident": incident, "found": found[:ROWS], "following": start + ROWS if len(found) > ROWS else 0}
    return render(request, "timeline/aside.html", context | {"may_write": person.may(Ability.WRITE)})


def _answer(request: HttpRequest, incident: Incident, event: TimelineEvent | None = None) -> HttpResponse:
    """A page that runs a script gets what changed; any other is sent back to the list."""
    if _wants_json(request):
        said = [{"level": one.level_tag, "text": str(one)} for one in messages.get_messages(request)]
        news = _changed(request, incident, signed_in(request), since=_number(request.POST.get("seen")))
        return JsonResponse(news | {"messages": said, "event": event.pk if event else None})
    anchor = f"#event-{event.pk}" if event else ""
    return redirect(f"{reverse('timeline:events', args=[incident.key])}{anchor}")


def _changed(request: HttpRequest, incident: Incident, person: Person, *, since: int) -> dict[str, Any]:
    sets = list(changes_since(incident, since))
    seen = sets[-1].pk if sets else since
    numbers = set(EventChange.objects.filter(change_set__in=sets).values_list("event_id", flat=True)[: MOST_SENT + 1])
    if len(numbers) > MOST_SENT or any(one.verb in {Verb.TAKEN, Verb.SHIFTED} or _undid_many(one) for one in sets):
        return {"seen": seen, "reload": True}
    incident = visible_incident(incident.key, person=person) if any(one.milestones for one in sets) else incident
    order = list(events_of(incident).values_list("pk", flat=True)) if numbers else []
    before = dict(zip(order[1:], order, strict=False))
    told = list(events_of(incident).filter(pk__in=numbers))
    may_write = person.may(Ability.WRITE)
    shown = [
        {
            "id": row.event.pk,
            "after": before.get(row.event.pk),
            "html": event_html(row, incident, may_write=may_write),
        }
        for row in event_rows(incident, told)
    ]
    return {
        "seen": seen,
        "rows": shown,
        "removed": sorted(numbers - {row.pk for row in told}),
        "head": render_to_string(
            "timeline/_head.html",
            {"counts": counts_of(incident), "narrowed": EventFilter(), "incident": incident, "phases": phases(incident.milestones)}
            | {"may_write": may_write},
            request,
        ),
        "by": [one.by.name for one in sets if one.by and one.by != person],
    }


def _undid_many(one: ChangeSet) -> bool:
    return one.verb == Verb.UNDID and one.undoes is not None and one.undoes.verb in {Verb.TAKEN, Verb.SHIFTED}


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("X-Requested-With") == "timeline"


def _number(stated: str | None) -> int:
    return int(stated) if stated and stated.isdecimal() and len(stated) < 10 else 0
