"""Tables of events: CSV and JSON Lines, by a mapping of columns."""
