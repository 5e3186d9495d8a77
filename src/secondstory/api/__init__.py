"""The door for programs: the same queries as the pages, as JSON, with a bearer token."""
