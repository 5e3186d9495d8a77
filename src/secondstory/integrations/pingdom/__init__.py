"""Pingdom: webhooks of checks, outages and sent alerts."""
