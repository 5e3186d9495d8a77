"""Jira: webhooks, issues with their history and comments from its REST API, and exported tables."""
