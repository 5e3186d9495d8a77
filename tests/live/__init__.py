"""Live rooms as pages meet them: the real server, two processes over one database, and a client of another make."""
