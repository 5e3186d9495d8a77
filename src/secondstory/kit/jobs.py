"""Work for later, done by a worker, once or again and again."""

from django.db import transaction
from django_q.models import OrmQ, Schedule
from django_q.tasks import async_task

from secondstory.kit.clock import now


def enqueue(job: str, *arguments: int | str) -> None:
    """Write down a job, a function by its dotted path, in the transaction of the caller: it exists when that commits, and never otherwise.

    A job may run twice after a crash, so it begins by looking at what is already done.
    """
    async_task(job, *arguments)


def waiting_jobs() -> int:
    """Say how many jobs are written down and not begun."""
    return int(OrmQ.objects.filter(lock__lte=now()).count())


_OURS = "secondstory: "
_repeated: dict[str, str] = {}


def repeat_every_minute(job: str) -> None:
    """Have a job done each minute by whichever worker comes first. Called once, from the `ready` of its app."""
    _repeated[job] = Schedule.MINUTES


def repeat_daily(job: str) -> None:
    """Have a job done once a day by whichever worker comes first. Called once, from the `ready` of its app."""
    _repeated[job] = Schedule.DAILY


def write_down_repeated_jobs() -> None:
    """Make the schedule what the apps asked for. Called when a worker starts."""
    with transaction.atomic():
        Schedule.objects.filter(name__startswith=_OURS).exclude(func__in=_repeated).delete()
        there = set(Schedule.objects.filter(name__startswith=_OURS).values_list("func", flat=True))
        for job, rhythm in _repeated.items():
            if job not in there:
                Schedule.objects.create(name=f"{_OURS}{job}"[:100], func=job, schedule_type=rhythm, minutes=1, repeats=-1)
