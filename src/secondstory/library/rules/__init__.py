"""Decisions of the library: what a document becomes, what a query means. Plain values in and out."""
