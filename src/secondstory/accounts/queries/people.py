"""Reads about people: lists, search by name, and whom somebody means by what they typed."""

import re
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from secondstory.accounts.models import HAS_ACCOUNT, Claim, Person
from secondstory.accounts.rules import name_key

SHOWN = {
    "accounts": HAS_ACCOUNT & Q(is_active=True),
    "named": ~HAS_ACCOUNT,
    "deactivated": HAS_ACCOUNT & Q(is_active=False),
}


@dataclass(frozen=True, slots=True)
class PersonChoice:
    """A person to pick. `label` is what a field holds for them and `people_meant` understands; `note` tells namesakes apart."""

    id: int
    name: str
    label: str
    note: str


def people(*, show: str = "accounts", words: str = "") -> QuerySet[Person]:
    """Return people of one kind (`SHOWN`) whose name or address holds all the words, by name."""
    found = Person.objects.filter(SHOWN.get(show, SHOWN["accounts"])).prefetch_related("teams").order_by("name", "pk")
    for word in words.split():
        found = found.filter(Q(name_key__contains=name_key(word)) | Q(email__icontains=word))
    return found


def people_starting_with(text: str, *, limit: int = 10) -> list[PersonChoice]:
    """Return people who are not deactivated and one of whose names starts with the text."""
    key = name_key(text)
    if not key:
        return []
    starting = Q(name_key__startswith=key) | Q(name_key__contains=f" {key}") | Q(email__startswith=key)
    return [choice(person) for person in Person.objects.filter(starting, is_active=True).order_by("name", "pk")[:limit]]


def choice(person: Person) -> PersonChoice:
    return PersonChoice(person.pk, person.name, label_of(person), person.email or "no account")


def label_of(person: Person | None) -> str:
    """Return what a field holds for a person: their name and what tells namesakes apart."""
    if person is None:
        return ""
    return f"{person.name} <{person.email}>" if person.email else f"{person.name} (#{person.pk})"


def people_meant(text: str) -> list[Person]:
    """Return whom a typed text can mean: a label, an address or a whole name. More than one when namesakes exist."""
    text = text.strip()
    if number := re.search(r"\(#(\d{1,18})\)$", text):
        return list(Person.objects.filter(pk=int(number[1])))
    if address := re.search(r"<([^<>\s]+@[^<>\s]+)>$", text) or re.fullmatch(r"(\S+@\S+)", text):
        return list(Person.objects.filter(email=address[1].lower()))
    return list(Person.objects.filter(Q(name_key=name_key(text)) | Q(aliases__name_key=name_key(text))).distinct().order_by("pk")[:5])


def namesakes_to_claim(person: Person) -> QuerySet[Person]:
    """Return people without an account who bear this person's name and whom they have not claimed."""
    return Person.objects.filter(SHOWN["named"], name_key=person.name_key).exclude(pk=person.pk).exclude(claimed_by__claimant=person)


def claims_waiting() -> QuerySet[Claim]:
    """Return the claims an administrator has yet to decide, oldest first."""
    return Claim.objects.select_related("claimant", "person")
