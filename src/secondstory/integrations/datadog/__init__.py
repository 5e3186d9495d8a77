"""Datadog: webhooks of monitors, and events from its API."""
