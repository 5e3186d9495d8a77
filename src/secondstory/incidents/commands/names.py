"""Teams and components by the names that documents and forms write."""

from collections.abc import Iterable
from hashlib import sha256
from typing import TypeVar

from django.utils.text import slugify

from secondstory.accounts.models import Team
from secondstory.incidents.models import Component


def components_named(names: Iterable[str]) -> dict[str, Component]:
    """Return the component of each name, made where it is new; case does not matter."""
    return _named(Component, names)


def teams_named(names: Iterable[str]) -> dict[str, Team]:
    """Return the team of each name, made where it is new; case does not matter."""
    return _named(Team, names)


Row = TypeVar("Row", Team, Component)


def _named(model: type[Row], names: Iterable[str]) -> dict[str, Row]:
    wanted = {" ".join(name.split())[:120]: name for name in names if name.strip()}
    if not wanted:
        return {}
    slugs = {short: slugify(short)[:120] or sha256(short.encode()).hexdigest()[:16] for short in wanted}
    found = {row.slug: row for row in model._default_manager.filter(slug__in=slugs.values())}
    missing = {slug: short for short, slug in slugs.items() if slug not in found}
    for slug, short in missing.items():
        found[slug] = model._default_manager.create(name=short, slug=slug)
    return {original: found[slugs[short]] for short, original in wanted.items()}
