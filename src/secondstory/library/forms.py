"""What people send to the library."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from django import forms

from secondstory.kit.several_files import SeveralFilesField, SeveralFilesInput

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MEBIBYTE = 1024 * 1024
LARGEST_FILE = 50 * MEBIBYTE
LARGEST_UPLOAD = 100 * MEBIBYTE
MOST_FILES = 1000


class UploadForm(forms.Form):
    documents = SeveralFilesField(
        label="Files",
        allow_empty_file=True,
        max_length=600,
        help_text="Choose several, or drop them here. Markdown, text, HTML, DOCX, reStructuredText, and zips of them: "
        "a Notion or Confluence export is fine as it is. Zip a folder to keep its paths.",
        widget=SeveralFilesInput(attrs={"class": "drop", "accept": ".md,.markdown,.txt,.html,.htm,.docx,.rst,.zip,text/*"}),
        error_messages={"required": "Choose at least one file.", "max_length": "A file's name is longer than 600 characters. Shorten it."},
    )

    def clean_documents(self) -> "Sequence[UploadedFile[bytes]]":
        files: list[UploadedFile[bytes]] = self.cleaned_data["documents"]
        large = [file.name for file in files if (file.size or 0) > LARGEST_FILE]
        if large:
            raise forms.ValidationError(f"{large[0]} is larger than {LARGEST_FILE // MEBIBYTE} MB. Split it, or use the command line.")
        if sum(file.size or 0 for file in files) > LARGEST_UPLOAD:
            raise forms.ValidationError(f"Together they are larger than {LARGEST_UPLOAD // MEBIBYTE} MB. Send them in parts.")
        return files
