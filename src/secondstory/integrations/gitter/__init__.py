"""Gitter: messages of a room, as its API gave them."""
