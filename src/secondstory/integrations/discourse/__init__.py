"""Discourse: topics with their posts, lists of topics, and webhooks."""
