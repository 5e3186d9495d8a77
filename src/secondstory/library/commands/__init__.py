"""Changes of the library."""
