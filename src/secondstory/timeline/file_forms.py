"""The files that come with a form, and what it says of those that are there."""

from dataclasses import dataclass, field

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest

from secondstory.kit.uploads import ReadFile, RefusedFile, read_file
from secondstory.timeline.commands.files import FileChanges
from secondstory.timeline.queries.files import limits


@dataclass(frozen=True, slots=True)
class FilesForm:
    """What a request asks of the files of an event: `files` come, `without_file` go, `alt-<number>` says what one shows."""

    changes: FileChanges = field(default_factory=FileChanges)
    problem: str = ""
    """Why a file is not taken, in a sentence."""


def files_asked(request: HttpRequest) -> FilesForm:
    added, problems = [], []
    for upload in request.FILES.getlist("files"):
        try:
            added.append(_read(upload))
        except RefusedFile as refused:
            problems.append(not_added(upload.name or "The file", refused))
    removed = [int(number) for number in request.POST.getlist("without_file") if number.isdecimal()]
    alts = {
        int(name.removeprefix("alt-")): " ".join(str(said).split())
        for name, said in request.POST.items()
        if name.startswith("alt-") and name.removeprefix("alt-").isdecimal()
    }
    return FilesForm(FileChanges(added, removed, alts), " ".join(problems))


def not_added(name: str, why: Exception) -> str:
    """Say that a file was not taken, and why."""
    return f"“{name}” was not added: {why}"


def _read(upload: UploadedFile) -> ReadFile:
    most = limits()
    if (upload.size or 0) > most.most_bytes:
        raise RefusedFile(f"it has {(upload.size or 0) / 1_000_000:.1f} MB, and {most.most_bytes / 1_000_000:g} MB are taken.")
    return read_file(upload.name or "", upload.read(), limits=most)
