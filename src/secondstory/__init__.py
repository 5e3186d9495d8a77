"""Second Story: blameless post-mortems, from evidence to proof that a fix helped."""

__version__ = "0.1.0"
