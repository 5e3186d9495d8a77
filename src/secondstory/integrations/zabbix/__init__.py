"""Zabbix: problems and events of its API, its real-time export, and a webhook."""
