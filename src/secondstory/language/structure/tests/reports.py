"""Small reports for the tests of this folder."""

from collections.abc import Mapping

SUMMARY = "For 40 minutes nobody could pay, because the pool of connections ran dry. 900 payments were made again by hand."
TIMELINE = """\
- 2026-03-03 11:40 UTC: Release 41 went out with a smaller pool.
- 2026-03-03 12:10 UTC: The alert for failed payments fired.
- 2026-03-03 12:20 UTC: The on-call engineer joined.
- 2026-03-03 12:50 UTC: The old release was back."""
CAUSES = """\
- The pool of connections was sized from last year's sale.
- The load test replays a quiet day, so that it passed.
- The alert waits for half an hour of errors."""
ACTIONS = """\
| Action | Owner | Due |
|---|---|---|
| Size the pool from the forecast | Ada Ruiz | 2026-04-01 |
| Replay the day of the sale in the load test | Tom Osei | 2026-04-08 |"""

_PARTS = {
    "Summary": SUMMARY,
    "Impact": "900 payments failed in 40 minutes.",
    "Timeline": TIMELINE,
    "Contributing factors": CAUSES,
    "Action items": ACTIONS,
}


def report(title: str = "Checkout outage on 3 March 2026", *, without: tuple[str, ...] = (), **parts: str) -> str:
    """A whole report as Markdown. `without` leaves parts out by their headings; keywords replace them (`Action_items=…`)."""
    given: Mapping[str, str] = {name.replace("_", " "): text for name, text in parts.items()}
    held = {**_PARTS, **given}
    return f"# {title}\n\n" + "\n\n".join(f"## {name}\n\n{text}" for name, text in held.items() if name not in without) + "\n"
