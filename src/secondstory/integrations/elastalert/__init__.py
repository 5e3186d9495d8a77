"""ElastAlert: alerts that it records or posts over HTTP."""
