"""GitLab: webhooks of projects and groups, system hooks, and what its REST API answers."""
