"""`python -m benchmarks` measures everything; with `--texts DIR` the made reports are mixed from real texts, and their import is timed."""

from benchmarks import hooks, importing, language_repeats, search

search.main()
importing.main()
language_repeats.main([])
hooks.main()
