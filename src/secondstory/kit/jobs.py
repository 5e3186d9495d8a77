"""Work for later, done by a worker."""

from django_q.tasks import async_task


def enqueue(job: str, *arguments: int | str) -> None:
    """Write down a job, a function by its dotted path, in the transaction of the caller: it exists when that commits, and never otherwise.

    A job may run twice after a crash, so it begins by looking at what is already done.
    """
    async_task(job, *arguments)
