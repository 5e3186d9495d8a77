"""Sentry: webhooks of its integration platform and of the older plugin, and issues from its API."""
