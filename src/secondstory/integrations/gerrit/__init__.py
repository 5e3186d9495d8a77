"""Gerrit: changes, what was said of them, and its stream of events."""
