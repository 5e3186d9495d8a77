"""Alerts that a system or a script sends in the plain form that Grafana OnCall made common."""
