"""Pasted text: notes with times, chat copied from a window, excerpts of logs."""
