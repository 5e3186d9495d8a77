"""The API (https://www.zabbix.com/documentation/current/en/manual/api), the real-time export of problems beside it, and a webhook."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from secondstory.integrations.formatted_alerts import FIELDS, formatted_event
from secondstory.integrations.reading import local_moment, moment, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

_PROBLEM = {"eventid", "clock"}
_WEBHOOK = {"event_id", "event_name", "event_value"}
_TRIGGER = {"hostname", "severity", "status", "trigger"}
_EVENT_IN_ADDRESS = re.compile(r"[?&]eventid=(\d+)")


def recognises(payload: Payload) -> bool:
    body = payload.object or _first_line(payload)
    return _is_answer(body) or (body.keys() >= _PROBLEM and "value" in body) or body.keys() >= _WEBHOOK or body.keys() >= _TRIGGER


def events(payload: Payload) -> Iterable[SourceEvent]:
    if not payload.is_json:
        return (event for line in payload.json_lines() if isinstance(line, dict) for event in _problem(line))
    body = payload.json
    if isinstance(body, dict):
        if _is_answer(body):
            return (event for one in objects(body["result"]) for event in _problem(one))
        if body.keys() >= _PROBLEM:
            return _problem(body)
        if "event_id" in body:
            return (_webhook(body),)
        if "trigger" in body:
            return (_trigger(body),)
        if body.keys() >= FIELDS:
            return (formatted_event(body, actor="Zabbix"),)
    raise UnreadablePayload("This is nothing of Zabbix: it has neither problems nor events.")


def _is_answer(body: Mapping[str, Any]) -> bool:
    return "jsonrpc" in body and next(objects(body.get("result")), {}).keys() >= _PROBLEM


def _first_line(payload: Payload) -> Mapping[str, Any]:
    line = payload.head.partition(b"\n")[0]
    try:
        read = json.loads(line) if line.startswith(b"{") else None
    except (ValueError, RecursionError):
        return {}
    return read if isinstance(read, dict) else {}


def _problem(problem: Mapping[str, Any]) -> Iterator[SourceEvent]:
    """A problem, or its end: an event with the value 0, which in the export names only the problem that it ends."""
    identity, name = text_of(problem, "eventid"), text_of(problem, "name")
    ended = text_of(problem, "p_eventid")
    over = bool(ended) or text_of(problem, "value") == "0"
    told = f"Problem resolved: {name}" if over and name else f"Problem {ended} resolved" if over else f"Problem: {name}"
    event = SourceEvent(
        text=told,
        at=moment(problem.get("clock")),
        actor="Zabbix",
        kind=EventKind.OTHER if over else EventKind.SIGNAL,
        external_id=identity,
        component=_hosts(problem),
        vendor_type="resolved" if over else "problem",
        thread=ended,
        words=text_of(problem, "opdata"),
    )
    yield event
    for one in objects(problem.get("acknowledges")):
        yield _acknowledgement(one, problem=event, name=name)
    at = moment(problem.get("r_clock"))
    recovery = text_of(problem, "r_eventid")
    if at and recovery not in {"", "0"}:
        yield SourceEvent(
            text=f"Problem resolved: {name}",
            at=at,
            actor="Zabbix",
            external_id=recovery,
            component=event.component,
            vendor_type="resolved",
            thread=identity,
        )


def _acknowledgement(one: Mapping[str, Any], *, problem: SourceEvent, name: str) -> SourceEvent:
    """What was done is a sum: 1 closed, 2 acknowledged, 4 a message, 8 another severity."""
    message, action = text_of(one, "message"), text_of(one, "action")
    done = int(action) if action.isdecimal() and len(action) < 6 else 0
    who = " ".join(part for part in (text_of(one, "name"), text_of(one, "surname")) if part)
    told = f"Problem acknowledged: {name}" if done & 2 else f"Problem closed by hand: {name}" if done & 1 else f"Problem updated: {name}"
    return SourceEvent(
        text=f"{told} ({message})" if message else told,
        at=moment(one.get("clock")),
        actor=who or text_of(one, "username") or text_of(one, "alias"),
        actor_handle=text_of(one, "username") or text_of(one, "alias"),
        kind=EventKind.ACKNOWLEDGEMENT if done & 2 else EventKind.OTHER,
        external_id=f"acknowledge/{text_of(one, 'acknowledgeid')}",
        component=problem.component,
        vendor_type=f"action {action}",
        thread=problem.external_id,
        words=message,
    )


def _hosts(problem: Mapping[str, Any]) -> str:
    return ", ".join(name for one in objects(problem.get("hosts")) if (name := text_of(one, "name") or text_of(one, "host")))


def _webhook(body: Mapping[str, Any]) -> SourceEvent:
    name, over = text_of(body, "event_name"), text_of(body, "event_value") == "0"
    part = "event_recovery" if over else "event"
    message = text_of(body, "alert_message")
    return SourceEvent(
        text=f"Problem resolved: {name}" if over else f"Problem: {name}",
        at=moment(body.get(f"{part}_timestamp")),
        local_at=_stated(text_of(body, f"{part}_date"), text_of(body, f"{part}_time")),
        actor="Zabbix",
        kind=EventKind.OTHER if over else EventKind.SIGNAL,
        external_id=f"{text_of(body, 'event_id')}/resolved" if over else text_of(body, "event_id"),
        link=text_of(body, "event_url"),
        component=text_of(body, "host_name"),
        vendor_type="resolved" if over else "problem",
        words=message,
    )


def _trigger(body: Mapping[str, Any]) -> SourceEvent:
    """A body that messengers ask for: it states no time, and the event only in its address."""
    name, status, link = text_of(body, "trigger"), text_of(body, "status"), text_of(body, "link")
    item, host, event = text_of(body, "item"), text_of(body, "hostname"), _EVENT_IN_ADDRESS.search(link)
    over = status.upper() in {"OK", "RESOLVED"}
    told = f"Problem resolved: {name}" if over else f"Problem: {name}"
    return SourceEvent(
        text=f"{told} ({item})" if item and item != name else told,
        actor="Zabbix",
        kind=EventKind.OTHER if over else EventKind.SIGNAL,
        external_id=f"{event[1]}/{status}" if event else f"{host}/{name}/{status}",
        link=link,
        component=host,
        vendor_type=status,
    )


def _stated(day: str, clock: str) -> datetime | None:
    """Zabbix writes 2026.03.02 and 08:52:31 in the zone of its server, which it does not state."""
    return local_moment(f"{day.replace('.', '-')}T{clock}")
