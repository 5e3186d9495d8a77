"""Webhooks (https://www.pingdom.com/resources/webhooks/) and answers of the API (https://docs.pingdom.com/api/)."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from secondstory.integrations.reading import moment, object_at, objects, text_of
from secondstory.timeline.ports import Payload, SourceEvent, UnreadablePayload
from secondstory.timeline.rules.vocabulary import EventKind

_WEBHOOK = {"check_id", "current_state", "previous_state"}
_FAILING = {"DOWN", "FAILING", "FAILURE", "UNCONFIRMED_DOWN"}


def recognises(payload: Payload) -> bool:
    body = payload.object
    return body.keys() >= _WEBHOOK or bool(_outages(body)) or bool(_alerts(body))


def events(payload: Payload) -> Iterable[SourceEvent]:
    body = payload.json
    if not isinstance(body, dict):
        raise UnreadablePayload("This is nothing of Pingdom: it is no JSON object.")
    if "check_id" in body:
        return (_webhook(body),)
    if outages := _outages(body):
        return _states(outages)
    if alerts := _alerts(body):
        return (_alert(one) for one in alerts)
    raise UnreadablePayload("This is nothing of Pingdom: it has neither a check nor outages nor alerts.")


def _webhook(body: Mapping[str, Any]) -> SourceEvent:
    name, state, before = (text_of(body, key) for key in ("check_name", "current_state", "previous_state"))
    said = text_of(body, "long_description") or text_of(body, "description")
    told = f"{name} is {state}, was {before}" if before else f"{name} is {state}"
    stated = text_of(body, "state_changed_timestamp") or text_of(body, "state_changed_utc_time")
    utc = text_of(body, "state_changed_utc_time")
    return SourceEvent(
        text=f"{told}: {said}" if said and said != "OK" else told,
        at=moment(body.get("state_changed_timestamp")) or (moment(f"{utc}Z") if utc else None),
        actor="Pingdom",
        kind=EventKind.SIGNAL if state in _FAILING else EventKind.OTHER,
        external_id=f"{text_of(body, 'check_id')}/{state}@{stated}",
        component=text_of(body, "check_params", "hostname") or name,
        vendor_type=state,
        words=text_of(body, "custom_message"),
    )


def _outages(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in objects(object_at(body, "summary").get("states")) if {"status", "timefrom"} <= one.keys()]


def _states(states: list[Mapping[str, Any]]) -> Iterator[SourceEvent]:
    for one in states:
        state = text_of(one, "status")
        yield SourceEvent(
            text=f"The check is {state}",
            at=moment(one.get("timefrom")),
            actor="Pingdom",
            kind=EventKind.SIGNAL if state.upper() in _FAILING else EventKind.OTHER,
            external_id=f"{state}@{text_of(one, 'timefrom')}",
            vendor_type=state,
        )


def _alerts(body: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [one for one in objects(object_at(body, "actions").get("alerts")) if {"checkid", "time"} <= one.keys()]


def _alert(alert: Mapping[str, Any]) -> SourceEvent:
    said, who = text_of(alert, "messageshort"), text_of(alert, "contactname") or text_of(alert, "username")
    return SourceEvent(
        text=f"Told {who} by {text_of(alert, 'via')}: {said}" if who else said,
        at=moment(alert.get("time")),
        actor="Pingdom",
        kind=EventKind.PAGE,
        external_id=f"{text_of(alert, 'checkid')}/{text_of(alert, 'via')}/{text_of(alert, 'sentto') or who}@{text_of(alert, 'time')}",
        vendor_type=text_of(alert, "status"),
        words=text_of(alert, "messagefull"),
    )
