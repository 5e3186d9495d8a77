"""Google Cloud Monitoring: notifications of incidents, by webhook and through Pub/Sub."""
