"""The door that spans apps: home, the incident hub and the shell around every page."""
