"""PagerDuty: log entries, incidents, notes and change events of its REST API, and its webhooks, versions 1 to 3."""
