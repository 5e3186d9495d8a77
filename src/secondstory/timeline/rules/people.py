"""Whom an outside system means: the people of the product behind the names, addresses and handles that it states. Nothing is guessed."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from secondstory.accounts.rules import name_key
from secondstory.incidents.rules import InvolvedAs
from secondstory.timeline.rules.vocabulary import EventKind

SHORTEST_HANDLE = 2
_PROGRAM = re.compile(
    r"\bbots?\b|\[bot\]|[a-z]{2}(?<!tal)(?<!ab)(?<!ca)(?<!el)bot$|\b(?:alertmanager|pagerduty|opsgenie|grafana|prometheus|datadog|jenkins|github|gitlab|jira|zabbix|nagios"
    r"|sentry|statuspage|cloudwatch|webhook|workflow|zapier|terraform|argo ?cd|spinnaker|renovate|dependabot|no-?reply|integration)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Identity:
    """How a source states who did something: a name as it is shown, an e-mail address, a handle; any of them may be empty."""

    name: str = ""
    email: str = ""
    handle: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the product, as far as matching needs it. `names` are folded (`name_key`): their name and the other spellings that
    are kept of it."""

    id: int
    name: str
    email: str
    names: tuple[str, ...]


class Acquaintances:
    """People of the product, found by what a source states: by e-mail address, then by handle, then by whole name."""

    def __init__(self, people: Iterable[Known]) -> None:
        self._by_email: dict[str, Known] = {}
        self._by_handle: dict[str, dict[int, Known]] = defaultdict(dict)
        self._by_name: dict[str, dict[int, Known]] = defaultdict(dict)
        for one in people:
            local = one.email.partition("@")[0].casefold()
            if one.email:
                self._by_email[one.email.casefold()] = one
                self._by_handle[local][one.id] = one
            for name in one.names:
                (self._by_name if " " in name else self._by_handle)[name][one.id] = one

    def meant_by(self, identity: Identity) -> Known | None:
        """Return the one person that is certainly meant, else None.

        Where an address is stated that is nobody's, its owner may be somebody from elsewhere: a handle then proves nothing, a whole name
        that one person alone bears does. A handle does not count for somebody whose stated name shares no word with theirs.
        """
        email = identity.email.strip().casefold()
        if email in self._by_email:
            return self._by_email[email]
        if not email and (meant := self._by_handle.get(handle_of(identity))) and len(meant) == 1:
            person = next(iter(meant.values()))
            if _can_be_called(identity.name, person):
                return person
        named = self._by_name.get(name_key(identity.name)) or {}
        return next(iter(named.values())) if len(named) == 1 else None


def handle_of(identity: Identity) -> str:
    """Return the handle that is stated, or the name where it is one word; empty where it is too short to tell people apart."""
    name = name_key(identity.name)
    handle = name_key(identity.handle).removeprefix("@") or (name.removeprefix("@") if " " not in name else "")
    return handle if len(handle) >= SHORTEST_HANDLE else ""


def _can_be_called(name: str, person: Known) -> bool:
    words = set(name_key(name).split())
    return len(words) < 2 or any(words & set(known.split()) for known in person.names)


def is_program(identity: Identity) -> bool:
    """Say whether a name is that of a program rather than of somebody."""
    return any(_PROGRAM.search(part) for part in (identity.name, identity.handle, identity.email.partition("@")[0]))


def usual_part(kinds: Mapping[str, int]) -> InvolvedAs:
    """Return the part that somebody probably had, from how many events of each kind are theirs. It is only what a form shows first."""
    if kinds.get(EventKind.ACKNOWLEDGEMENT):
        return InvolvedAs.ON_CALL
    all_events = sum(kinds.values())
    if all_events and kinds.get(EventKind.COMMUNICATION, 0) * 2 > all_events:
        return InvolvedAs.COMMUNICATOR
    if all_events and kinds.get(EventKind.CUSTOMER_REPORT, 0) * 2 > all_events:
        return InvolvedAs.CUSTOMER_SUPPORT
    return InvolvedAs.RESPONDER
