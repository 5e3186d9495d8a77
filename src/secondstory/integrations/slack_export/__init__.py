"""Slack workspace exports: the zip that an owner downloads, or single files of it."""
