"""Two people become one: everything that points at the first comes to point at the second, whichever app it belongs to."""

from collections.abc import Iterator

from allauth.account.models import EmailAddress
from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.db.models import UniqueConstraint

from secondstory.accounts.commands.audit import record
from secondstory.accounts.commands.permission import ensure_may
from secondstory.accounts.commands.person import ensure_administrator_remains, keep_as_alias
from secondstory.accounts.commands.refusal import Refused
from secondstory.accounts.events import PersonRenamed
from secondstory.accounts.models import ApiToken, Claim, Person
from secondstory.accounts.rules import Ability, Role, reason_not_to_merge
from secondstory.kit.facts import announce

Reference = models.ForeignKey[models.Model, models.Model]


@transaction.atomic
def merge_people(merged: Person, *, into: Person, by: Person | None) -> Person:
    """Move everything of `merged` to `into` and remove `merged`, whose name becomes an alias. Credentials are never moved.

    Where both had the same thing once only (the same part in the same incident), one stays and the audit record keeps the other.
    """
    ensure_may(by, Ability.ADMINISTER)
    reason = reason_not_to_merge(
        is_same=merged.pk == into.pk,
        merged_is_signed_in=by is not None and by.pk == merged.pk,
        kept_has_account=into.has_account,
        merged_has_account=merged.has_account,
    )
    if reason:
        raise Refused(reason, field="into")
    if not (into.is_active and into.role == Role.ADMINISTRATOR):
        ensure_administrator_remains(merged, field="into")
    ApiToken.objects.filter(person=merged).delete()
    EmailAddress.objects.filter(user=merged).delete()
    Claim.objects.filter(claimant=merged, person=into).delete()
    Claim.objects.filter(claimant=into, person=merged).delete()
    dropped = _move_references(merged, to=into)
    Person.objects.filter(pk=into.pk, manager=into).update(manager=None)
    former, former_id = merged.name, merged.pk
    merged.delete()
    into.refresh_from_db()
    keep_as_alias(former, into)
    record("merged", into, by=by, name=former, merged_id=former_id, dropped=dropped)
    announce(PersonRenamed(into.pk))
    return into


def _move_references(old: models.Model, *, to: models.Model) -> list[dict[str, str]]:
    """Point every row that points at `old` to `to`; return the rows that had to give way because their twin was there already."""
    dropped: list[dict[str, str]] = []
    for field in _references_to(type(old)):
        rows = field.model._base_manager.filter(**{field.name: old})
        try:
            with transaction.atomic():
                rows.update(**{field.name: to})
        except IntegrityError:
            for row in rows:
                dropped += _move_row(row, field, to=to)
    return dropped


def _move_row(row: models.Model, field: Reference, *, to: models.Model) -> list[dict[str, str]]:
    alone = type(row)._base_manager.filter(pk=row.pk)
    try:
        with transaction.atomic():
            alone.update(**{field.name: to})
    except IntegrityError:
        twin = _twin(row, field, of=to)
        further = _move_references(row, to=twin) if twin is not None else []
        values = {"row": row._meta.label_lower} | {each.name: str(each.value_from_object(row)) for each in row._meta.concrete_fields}
        alone.delete()
        return [*further, values]
    return []


def _references_to(model: type[models.Model]) -> Iterator[Reference]:
    """Yield every foreign key to a model, those of hidden many-to-many tables included."""
    for holder in apps.get_models(include_auto_created=True):
        for field in holder._meta.local_fields:
            if isinstance(field, models.ForeignKey) and field.related_model is model:
                yield field


def _twin(row: models.Model, field: Reference, *, of: models.Model) -> models.Model | None:
    """Find the row of `of` that a unique rule says is the same as `row` but for whom it points at."""
    holder = type(row)
    for names in _unique_sets(holder):
        if field.name in names:
            values = {name: getattr(row, holder._meta.get_field(name).attname) for name in names if name != field.name}  # type: ignore[union-attr]
            twin = holder._base_manager.filter(**{field.name: of}, **values).exclude(pk=row.pk).first()
            if twin is not None:
                return twin
    return None


def _unique_sets(model: type[models.Model]) -> Iterator[tuple[str, ...]]:
    yield from ((field.name,) for field in model._meta.local_fields if field.unique)
    yield from (tuple(names) for names in model._meta.unique_together)
    yield from (tuple(each.fields) for each in model._meta.constraints if isinstance(each, UniqueConstraint) and each.fields)
