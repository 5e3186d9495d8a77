"""Drawings made on the server: plain values in, SVG markup out. Colours come from classes, never from here."""
