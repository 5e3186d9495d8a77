"""Telegram: exports of its desktop client, and updates of its bots."""
