"""What every app may use and what knows no incident: the clock, facts announced, work for later."""
