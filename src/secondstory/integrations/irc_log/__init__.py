"""Logs of IRC channels, as clients, bots and bouncers write them."""
