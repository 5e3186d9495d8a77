"""The pages about people, teams and accounts."""
