"""The blameless-language linter. Text comes in; findings go out, each with its place, why it hurts and a better question.

Pure Python without Django, so that the command line starts at once and others can use it as a library.
"""
