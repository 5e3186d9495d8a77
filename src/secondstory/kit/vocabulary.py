"""Stored words and how a form shows them."""

from enum import StrEnum


def label(word: str) -> str:
    """Return a stored word as a person reads it: `code_defect` is "Code defect"."""
    return word.replace("_", " ").capitalize()


def choices(words: type[StrEnum]) -> list[tuple[str, str]]:
    """Return the choices of a model field or form field, in the order of the vocabulary."""
    return [(word.value, label(word.value)) for word in words]
