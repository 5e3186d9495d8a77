"""Redmine: issues and their journals from its REST API."""
