"""Atlassian Statuspage: incidents from its API, its webhooks, and the feeds of a page's history."""
