"""Launchpad: bugs, their activity and messages."""
