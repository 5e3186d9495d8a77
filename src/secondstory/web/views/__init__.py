"""Doors that put the steps side by side."""
