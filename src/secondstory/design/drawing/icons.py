"""The icons: strokes of 1.5 in a field of 16, drawn in place so that no request is needed."""

from __future__ import annotations

ICONS: dict[str, str] = {
    "actions": '<path d="m2.5 4.5 1.2 1.2L6 3.3M2.5 11l1.2 1.2L6 9.8M8.5 4.7h5M8.5 11.2h5"/>',
    "add": '<path d="M8 3v10M3 8h10"/>',
    "arrow-left": '<path d="M13 8H3M7 4 3 8l4 4"/>',
    "arrow-right": '<path d="M3 8h10M9 4l4 4-4 4"/>',
    "bell": '<path d="M3.5 11.5h9l-1.2-1.8V7a3.3 3.3 0 0 0-6.6 0v2.7zM6.8 13.5h2.4"/>',
    "check": '<path d="m3 8.5 3.2 3.2L13 4.8"/>',
    "chevron-down": '<path d="m4 6 4 4 4-4"/>',
    "chevron-right": '<path d="m6 4 4 4-4 4"/>',
    "clock": '<circle cx="8" cy="8" r="5.7"/><path d="M8 5v3.2l2 1.3"/>',
    "copy": '<path d="M6 5.5h7v8H6zM3 10.5v-8h7"/>',
    "cross": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "document": '<path d="M4 2.5h5.5L12 5v8.5H4zM9.5 2.5V5H12M6 8h4M6 10.5h4"/>',
    "download": '<path d="M8 2.5v8M5 7.5l3 3 3-3M3 13.5h10"/>',
    "edit": '<path d="M3 13v-2.5L10.5 3 13 5.5 5.5 13z"/>',
    "eye": '<path d="M1.8 8S4 3.8 8 3.8 14.2 8 14.2 8 12 12.2 8 12.2 1.8 8 1.8 8z"/><circle cx="8" cy="8" r="1.8"/>',
    "feed": '<path d="M3 3a10 10 0 0 1 10 10M3 7.5A5.5 5.5 0 0 1 8.5 13M3.5 12.5h.01" />',
    "half": '<circle cx="8" cy="8" r="5"/><path d="M8 3a5 5 0 0 1 0 10z" fill="currentColor"/>',
    "home": '<path d="M2.5 8 8 3l5.5 5M4 7v6h8V7"/>',
    "incidents": '<path d="M8 2.5 14 13H2zM8 6.5v3M8 11.3h.01"/>',
    "info": '<circle cx="8" cy="8" r="5.7"/><path d="M8 7.5v3.5M8 5h.01"/>',
    "insights": '<path d="M2.5 13.5h11M4.5 11V8M8 11V3.5M11.5 11V6"/>',
    "library": '<path d="M3 3h3v10H3zM6 3h3v10H6zM9.5 3.6l2.7-.6L14 12.5l-2.7.6z"/>',
    "link": '<path d="M6.5 9.5a2.5 2.5 0 0 0 3.6.2l2-2a2.5 2.5 0 0 0-3.6-3.6l-.8.8'
    'M9.5 6.5a2.5 2.5 0 0 0-3.6-.2l-2 2a2.5 2.5 0 0 0 3.6 3.6l.8-.8"/>',
    "lock": '<path d="M4 7.5h8v6H4zM5.5 7.5V5.3a2.5 2.5 0 0 1 5 0v2.2"/>',
    "minus": '<path d="M3 8h10"/>',
    "more": '<path d="M3.5 8h.01M8 8h.01M12.5 8h.01" stroke-width="2.4"/>',
    "open": '<circle cx="8" cy="8" r="5"/>',
    "people": '<circle cx="6" cy="5.5" r="2.3"/><path d="M2 13a4 4 0 0 1 8 0M10.5 3.5a2.3 2.3 0 0 1 0 4.2M12 9.5a4 4 0 0 1 2 3.5"/>',
    "person": '<circle cx="8" cy="5.5" r="2.5"/><path d="M3.5 13.5a4.5 4.5 0 0 1 9 0"/>',
    "question": '<path d="M6 6a2 2 0 1 1 2.7 1.9c-.5.2-.7.6-.7 1.1v.5M8 12h.01"/>',
    "reviews": '<path d="M13 8a5 5 0 1 1-1.6-3.7M13 2.5v2.7h-2.7"/>',
    "search": '<circle cx="7" cy="7" r="4.5"/><path d="m10.5 10.5 3.5 3.5"/>',
    "settings": '<path d="M2.5 5h6M11.5 5h2M2.5 11h2M7.5 11h6"/><circle cx="10" cy="5" r="1.5"/><circle cx="6" cy="11" r="1.5"/>',
    "star": '<path d="m8 2.5 1.7 3.5 3.8.5-2.8 2.7.7 3.8L8 11.2 4.6 13l.7-3.8-2.8-2.7L6.3 6z"/>',
    "team": '<path d="M2.5 13.5h11M4 13.5V6l4-3.5L12 6v7.5M6.5 13.5v-3h3v3"/>',
    "undo": '<path d="M3 6.5h6.5a3.5 3.5 0 0 1 0 7H6M5.5 4 3 6.5 5.5 9"/>',
    "upload": '<path d="M8 10.5v-8M5 5.5l3-3 3 3M3 13.5h10"/>',
    "warning": '<path d="M8 2.5 14 13H2zM8 6.5v3M8 11.3h.01"/>',
}


def icon_markup(name: str, *, extra_class: str = "") -> str:
    """SVG of one icon, hidden from screen readers: the word beside it speaks. Raises KeyError for an unknown name."""
    drawing = ICONS[name]
    classes = f"i {extra_class}".strip()
    return f'<svg class="{classes}" viewBox="0 0 16 16" aria-hidden="true" focusable="false">{drawing}</svg>'


def rungs_markup(filled: int) -> str:
    """A ladder of three rungs, filled from the bottom: 3 for the gravest level, 0 for a near miss."""
    rungs = "".join(
        f'<rect x="0" y="{top}" width="11" height="2.7" rx="1" fill="{"currentColor" if step < filled else "none"}" stroke="currentColor"/>'
        for step, top in ((2, 0.5), (1, 4.8), (0, 9.1))
    )
    return f'<svg viewBox="-1 0 13 13" aria-hidden="true" focusable="false">{rungs}</svg>'


def steps_markup(filled: int) -> str:
    """Three steps that rise to the right; as many are filled as the fix is strong."""
    steps = "".join(
        f'<rect x="{8 * step}" y="{6 - 3 * step}" width="6" height="{3 + 3 * step}" rx="1" '
        f'fill="{"currentColor" if step < filled else "none"}" stroke="currentColor" stroke-width=".8"/>'
        for step in range(3)
    )
    return f'<svg viewBox="-1 -1 25 11" aria-hidden="true" focusable="false">{steps}</svg>'


MARK = (
    '<svg class="mk" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-linecap="round" aria-hidden="true" focusable="false">'
    '<path d="M3 8.2h9" stroke-width="2"/><path d="M3 15.5h18" stroke-width="4.5"/></svg>'
)
TWO_LINES = (
    '<svg class="twoline" viewBox="0 0 72 16" aria-hidden="true" focusable="false">'
    '<path d="M0 2h34" stroke="currentColor" stroke-width="1.5"/><path d="M0 12h72" stroke="currentColor" stroke-width="5"/></svg>'
)
