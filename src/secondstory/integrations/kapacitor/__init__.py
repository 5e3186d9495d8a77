"""Kapacitor: alerts that its HTTP post handler sends."""
