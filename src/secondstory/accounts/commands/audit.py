from collections.abc import Iterable

from django.db.models import Model

from secondstory.accounts.models import AuditRecord, Person


def record(verb: str, target: Model, *, by: Person | None, **detail: object) -> None:
    """Write down a change, in the transaction of the change. Detail holds plain values and never a secret."""
    AuditRecord.objects.create(actor=by, verb=verb, target=_named(target), detail=detail)


def record_all(verb: str, targets: Iterable[Model], *, by: Person | None, **detail: object) -> None:
    """Write down the same change of many things."""
    AuditRecord.objects.bulk_create(
        [AuditRecord(actor=by, verb=verb, target=_named(target), detail=detail) for target in targets], batch_size=500
    )


def _named(target: Model) -> str:
    return f"{target._meta.model_name}:{target.pk}"
