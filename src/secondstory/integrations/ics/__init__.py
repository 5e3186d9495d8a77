"""Calendars: what was planned, and when."""
