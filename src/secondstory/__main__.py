"""`python -m secondstory` is the same as the command `secondstory`."""

from secondstory.cli import main

main()
