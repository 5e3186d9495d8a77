"""What the steps look like side by side."""
