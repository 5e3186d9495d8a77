"""New Relic: webhooks of workflows, and of the notification channels before them."""
