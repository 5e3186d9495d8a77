"""Timelines that this product exported: CSV and JSON."""
