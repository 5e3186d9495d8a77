"""Bugzilla: bugs, their histories and comments, from its REST API, its XML and its pages."""
