from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """Of which incident a timeline is. `zone` is the one in which local times are told."""

    key: str
    title: str
    zone: str
