"""The few drawn marks: icons of 16, lights of 14, the proof seal. All are our own strokes."""

ICONS: dict[str, str] = {
    "find": '<circle cx="7" cy="7" r="4.5"/><path d="M10.5 10.5 14 14"/>',
    "down": '<path d="m4 6 4 4 4-4"/>',
    "up": '<path d="m4 10 4-4 4 4"/>',
    "bell": '<path d="M3.5 11.5h9l-1.2-2V6.8a3.3 3.3 0 0 0-6.6 0v2.7zM6.8 13.6h2.4"/>',
    "person": '<circle cx="8" cy="5.2" r="2.7"/><path d="M2.8 14c.6-3 2.6-4.4 5.2-4.4s4.6 1.4 5.2 4.4"/>',
    "plus": '<path d="M8 3v10M3 8h10"/>',
    "filter": '<path d="M2 4h12M4.5 8h7M6.8 12h2.4"/>',
    "close": '<path d="m4 4 8 8M12 4l-8 8"/>',
    "sort": '<path d="M5 3v10M2.5 10.5 5 13l2.5-2.5M11 13V3M8.5 5.5 11 3l2.5 2.5"/>',
    "columns": '<path d="M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10"/>',
    "export": '<path d="M8 2v8M5 7.2 8 10.2l3-3M3 12v1.8h10V12"/>',
    "upload": '<path d="M8 2v8M5 5l3-3 3 3M3 10v3.5h10V10"/>',
    "open": '<path d="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10"/>',
    "warn": '<path d="M8 2 1.8 13.2h12.4zM8 6.5v3.2M8 11.4v.2"/>',
    "tick": '<path d="m3 8.5 3.2 3.2L13 5"/>',
    "cross": '<circle cx="8" cy="8" r="6"/><path d="m5.8 5.8 4.4 4.4M10.2 5.8l-4.4 4.4"/>',
    "info": '<circle cx="8" cy="8" r="6"/><path d="M8 7.3v3.7M8 4.9v.2"/>',
    "clock": '<circle cx="8" cy="8" r="6"/><path d="M8 4.6V8l2.4 1.6"/>',
    "file": '<path d="M4 1.8h5.2L12.5 5v9.2H4zM9 1.8V5h3.5"/>',
    "menu": '<path d="M2 4h12M2 8h12M2 12h12"/>',
    "theme": '<circle cx="8" cy="8" r="5.6"/><path d="M8 2.4v11.2A5.6 5.6 0 0 0 8 2.4z" fill="currentColor"/>',
    "print": '<path d="M4.5 6V2.2h7V6M4.5 11.5H2.2V6h11.6v5.5h-2.3M4.5 9.5h7v4.3h-7z"/>',
}

# Shape says the same as colour and words do: full disc, three quarters, one quarter, two bars, tick.
LIGHTS: dict[str, str] = {
    "red": '<circle cx="7" cy="7" r="6.5" fill="currentColor"/>'
    '<path class="sp" d="M7 3.4v4.4M7 9.9v.6" stroke-width="1.8" stroke-linecap="round"/>',
    "amber": '<circle cx="7" cy="7" r="5.8" fill="none" stroke="currentColor" stroke-width="1.4"/>'
    '<path d="M7 7V1.2A5.8 5.8 0 1 1 1.2 7z" fill="currentColor"/>',
    "green": '<circle cx="7" cy="7" r="5.8" fill="none" stroke="currentColor" stroke-width="1.4"/>'
    '<path d="M7 7V1.2A5.8 5.8 0 0 1 12.8 7z" fill="currentColor"/>',
    "off": '<path d="M4.5 2.5v9M9.5 2.5v9" stroke="currentColor" stroke-width="2" stroke-linecap="round"/>',
    "done": '<path d="m2.5 7.5 3 3L11.5 4" fill="none" stroke="currentColor" stroke-width="1.8" '
    'stroke-linecap="round"/>',
    "none": '<circle cx="7" cy="7" r="5.8" fill="none" stroke="currentColor" stroke-width="1.4"/>',
}

SEAL = (
    '<svg viewBox="0 0 14 14" aria-hidden="true">'
    '<path d="M2 2h10v10H2z" fill="none" stroke="currentColor" stroke-width="1.6"/>'
    '<path d="M4.6 4.6h2v2h-2zM7.8 7.4h1.8v2H7.8zM4.6 8.4h1.6M8.4 4.6h1.2" fill="none" stroke="currentColor" '
    'stroke-width="1.1"/></svg>'
)
