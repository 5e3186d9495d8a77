"""Rocket.Chat: messages of its API, and outgoing webhooks."""
