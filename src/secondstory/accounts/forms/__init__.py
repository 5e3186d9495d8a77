"""Input of people about people."""
