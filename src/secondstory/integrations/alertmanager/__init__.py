"""Prometheus Alertmanager: its webhook notifications become signals, and their ends."""
