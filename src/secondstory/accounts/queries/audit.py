"""The audit record as an administrator may read it: what is hidden from them elsewhere is hidden here too."""

from datetime import datetime

from django.db.models import CharField, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from secondstory.accounts.models import AuditRecord, Person
from secondstory.accounts.ports import kinds_in_audit


def audit_records(person: Person, *, words: str = "", before: tuple[datetime, int] | None = None) -> QuerySet[AuditRecord]:
    """Return records that `person` may read, newest first; `before` continues after the record with that time and id."""
    allowed = Q(pk__in=[])
    for kind, hidden_from in kinds_in_audit().items():
        of_kind = Q(target__startswith=f"{kind}:")
        hidden = hidden_from(person)
        if hidden is not None:
            named = hidden.order_by().annotate(audit_target=Concat(Value(f"{kind}:"), Cast("pk", CharField()), output_field=CharField()))
            of_kind &= ~Q(target__in=named.values("audit_target"))
        allowed |= of_kind
    found = AuditRecord.objects.filter(allowed).select_related("actor").order_by("-at", "-id")
    for word in words.split():
        found = found.filter(Q(verb__icontains=word) | Q(target__startswith=word) | Q(actor__name_key__contains=word.casefold()))
    if before is not None:
        found = found.filter(Q(at__lt=before[0]) | Q(at=before[0], pk__lt=before[1]))
    return found
