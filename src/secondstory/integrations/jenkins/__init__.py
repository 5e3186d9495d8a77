"""Jenkins: builds of its remote access API, and what the notification and webhook plugins send."""
