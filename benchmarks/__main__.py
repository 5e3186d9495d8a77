"""`python -m benchmarks` measures everything there is to measure."""

from benchmarks.search import main

main()
