"""The pages of this step."""
