"""Microsoft Teams: data exports, messages of Microsoft Graph, and outgoing webhooks."""
