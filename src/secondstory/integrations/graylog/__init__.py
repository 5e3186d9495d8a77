"""Graylog: HTTP notifications of events and of the older alert conditions."""
