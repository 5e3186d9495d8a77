"""Doors to incidents."""
