"""The files that come with a form, and what it says of those that are there."""

from dataclasses import replace

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from secondstory.kit.uploads import ReadFile, RefusedFile, read_file
from secondstory.timeline.commands.files import FileChanges
from secondstory.timeline.models import TimelineEvent
from secondstory.timeline.queries.files import ShownFile, files_of, limits


class FilesForm:
    """What a request asks of the files of an event: `files` come, `without_file` go, `alt-<number>` says what one shows.

    `problem` says in a sentence why a file is not taken; then nothing of the form is to be saved.
    """

    def __init__(self, request: HttpRequest) -> None:
        added, problems = [], []
        for upload in request.FILES.getlist("files"):
            try:
                added.append(_read(upload))
            except RefusedFile as refused:
                problems.append(_not_added(upload.name or "The file", refused))
        removed = [int(number) for number in request.POST.getlist("without_file") if number.isdecimal()]
        self.changes = FileChanges(added, removed, _alts(request))
        self.problem = " ".join(problems)

    def refuse(self, why: Exception) -> None:
        """Say that the files were not taken."""
        self.problem = _not_added(", ".join(one.name for one in self.changes.added), why)

    def shown(self, event: TimelineEvent) -> list[ShownFile]:
        """Return the files of an event with the words that were typed for them."""
        files = files_of([event]).get(event.pk, ())
        return [replace(one, alt=self.changes.alts.get(one.number, one.alt)) for one in files]


def _alts(request: HttpRequest) -> dict[int, str]:
    named = {name.removeprefix("alt-"): said for name, said in request.POST.items() if name.startswith("alt-")}
    return {int(number): " ".join(str(said).split()) for number, said in named.items() if number.isdecimal()}


def _not_added(name: str, why: Exception) -> str:
    return f"“{name}” was not added: {why}"


def _read(upload: "UploadedFile[bytes]") -> ReadFile:
    most = limits()
    size = upload.size or 0
    if size > most.most_bytes:
        raise RefusedFile(f"it has {size / 1_000_000:.1f} MB, and {most.most_bytes / 1_000_000:g} MB are taken.")
    return read_file(upload.name or "", upload.read(), limits=most)
