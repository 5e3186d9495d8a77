"""Bitbucket Cloud: its webhooks."""
