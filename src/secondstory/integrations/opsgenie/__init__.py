"""Opsgenie: its outgoing webhooks, and alerts, their logs and notes from its REST API."""
