from django.db import transaction
from django.utils.text import slugify

from secondstory.accounts.commands.audit import record
from secondstory.accounts.commands.permission import ensure_may
from secondstory.accounts.commands.refusal import Refused
from secondstory.accounts.events import TeamRenamed
from secondstory.accounts.models import Person, Team
from secondstory.accounts.rules import Ability
from secondstory.kit.facts import announce
from secondstory.kit.live.notices import check_access_again

RESERVED_SLUGS = frozenset({"add"})  # an address of its own


@transaction.atomic
def make_team(name: str, *, by: Person | None, lead: Person | None = None, support_lead: Person | None = None) -> Team:
    ensure_may(by, Ability.ADMINISTER)
    name = " ".join(name.split())
    _ensure_name_is_free(name)
    team = Team.objects.create(name=name, slug=_free_slug(name), lead=lead, support_lead=support_lead)
    record("made team", team, by=by, name=name)
    return team


@transaction.atomic
def change_team(team: Team, *, name: str, lead: Person | None, support_lead: Person | None, by: Person | None) -> None:
    """Change a team's name and leads. Its address stays."""
    ensure_may(by, Ability.ADMINISTER)
    name = " ".join(name.split())
    _ensure_name_is_free(name, except_for=team)
    is_renamed = team.name != name
    before = {"name": team.name, "lead": team.lead_id, "support_lead": team.support_lead_id}
    team.name, team.lead, team.support_lead = name, lead, support_lead
    after = {"name": team.name, "lead": team.lead_id, "support_lead": team.support_lead_id}
    if before == after:
        return
    team.save()
    record("changed team", team, by=by, **{key: {"from": before[key], "to": after[key]} for key in after if before[key] != after[key]})
    if is_renamed:
        announce(TeamRenamed(team.pk))


@transaction.atomic
def add_member(team: Team, person: Person, *, by: Person | None) -> None:
    """Put somebody into a team. They then see what is restricted to the team."""
    ensure_may(by, Ability.ADMINISTER)
    if not team.members.filter(pk=person.pk).exists():
        team.members.add(person)
        record("added member", team, by=by, person=person.pk, name=person.name)


@transaction.atomic
def remove_member(team: Team, person: Person, *, by: Person | None) -> None:
    ensure_may(by, Ability.ADMINISTER)
    if team.members.filter(pk=person.pk).exists():
        team.members.remove(person)
        check_access_again(person_id=person.pk)
        record("removed member", team, by=by, person=person.pk, name=person.name)


def _ensure_name_is_free(name: str, *, except_for: Team | None = None) -> None:
    others = Team.objects.exclude(pk=except_for.pk) if except_for else Team.objects.all()
    if others.filter(name__iexact=name).exists():
        raise Refused(f"There is a team called {name} already.", field="name")


def _free_slug(name: str) -> str:
    stem = slugify(name)[:100] or "team"
    taken = set(Team.objects.filter(slug__startswith=stem).values_list("slug", flat=True)) | RESERVED_SLUGS
    number, slug = 2, stem
    while slug in taken:
        slug, number = f"{stem}-{number}", number + 1
    return slug
