"""Docker Hub: images that were pushed."""
