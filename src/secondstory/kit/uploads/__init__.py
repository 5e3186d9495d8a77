"""Files that people give, made safe to keep and to hand out: recognised by what is in them, pictures drawn anew."""

from secondstory.kit.uploads.kinds import Kind, RefusedFile
from secondstory.kit.uploads.reading import Limits, ReadFile, read_file

__all__ = ["Kind", "Limits", "ReadFile", "RefusedFile", "read_file"]
