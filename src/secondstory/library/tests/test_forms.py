from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.datastructures import MultiValueDict

from secondstory.library.forms import LARGEST_FILE, MEBIBYTE, UploadForm


def upload(*files: SimpleUploadedFile) -> UploadForm:
    return UploadForm({}, MultiValueDict({"documents": list(files)}))


def sized(name: str, size: int) -> SimpleUploadedFile:
    file = SimpleUploadedFile(name, b"x")
    file.size = size
    return file


def test_several_files_are_taken_together() -> None:
    form = upload(SimpleUploadedFile("a.md", b"a"), SimpleUploadedFile("b.md", b"b"))
    assert form.is_valid()
    assert [file.name for file in form.cleaned_data["documents"]] == ["a.md", "b.md"]


def test_an_empty_file_is_taken_and_refused_later_by_name() -> None:
    assert upload(SimpleUploadedFile("a.md", b"")).is_valid()


def test_no_file_at_all_is_told() -> None:
    assert upload().errors["documents"] == ["Choose at least one file."]


def test_a_file_that_is_too_large_is_told_by_name() -> None:
    form = upload(sized("big.zip", LARGEST_FILE + 1))
    assert form.errors["documents"] == ["big.zip is larger than 50 MB. Split it, or use the command line."]


def test_files_that_are_too_large_together_are_told() -> None:
    form = upload(*[sized(f"{n}.zip", 40 * MEBIBYTE) for n in range(3)])
    assert form.errors["documents"] == ["Together they are larger than 100 MB. Send them in parts."]
