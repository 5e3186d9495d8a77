"""Mattermost: posts of its API, bulk exports, outgoing webhooks and websocket events."""
