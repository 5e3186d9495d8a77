"""How a changed field of a ticket is told, the same for all trackers."""

LONGEST_VALUE = 120


def change_of(field: str, before: str, after: str) -> str:
    """Say what became of a field; of long values only that they changed."""
    if max(len(before), len(after)) > LONGEST_VALUE:
        return f"{field} changed"
    if before and after:
        return f"{field} changed from “{before}” to “{after}”"
    return f"{field} set to “{after}”" if after else f"{field} “{before}” removed" if before else f"{field} changed"
