"""A post-mortem as a document: bytes of many formats come in, a structured `PostMortem` goes out. Pure Python, no Django."""
