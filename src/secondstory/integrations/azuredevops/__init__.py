"""Azure DevOps: what its service hooks send."""
