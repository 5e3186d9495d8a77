from django.db.models import Model

from secondstory.accounts.models import AuditRecord, Person


def record(verb: str, target: Model, *, by: Person | None, **detail: object) -> None:
    """Write down a change, in the transaction of the change. Detail holds plain values and never a secret."""
    AuditRecord.objects.create(actor=by, verb=verb, target=f"{target._meta.model_name}:{target.pk}", detail=detail)
