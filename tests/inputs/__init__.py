"""Checks of the event sources on samples that are not part of the project."""
