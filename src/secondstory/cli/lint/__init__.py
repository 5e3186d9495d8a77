"""`secondstory lint`: documents come in by path or standard input, findings go out as text, JSON, SARIF or for GitHub.

It starts without click, Django or settings, so that an editor or a commit hook never waits for it: `cli.main` comes straight here.
"""
