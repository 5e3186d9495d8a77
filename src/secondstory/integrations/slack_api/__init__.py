"""Slack's API: answers that somebody saved, and live events."""
