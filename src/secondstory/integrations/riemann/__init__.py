"""Riemann: events as JSON."""
