"""GitHub: its webhooks, and what its REST and GraphQL interfaces answer."""
