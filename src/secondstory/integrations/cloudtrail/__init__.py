"""AWS CloudTrail: who called what, from its log files and from lookups of the command line."""
