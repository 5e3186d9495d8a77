"""Reads about people and teams."""
