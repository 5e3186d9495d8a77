"""Written down: an incident and its timeline come in; a report with its contributing factors goes out to readers, actions and library."""
