"""Grafana: notifications of its alerting, of today and of before version 8, and annotations from its API."""
