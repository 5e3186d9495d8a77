"""Found again: every record of the earlier steps comes in, searchable answers go out."""
