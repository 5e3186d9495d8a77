"""Phabricator and Phorge: tasks and what was done to them."""
