"""The words with which a command line says how explicit labels look and sound: names alone.

What they mean is in ``style``, which whoever writes no explicit label need not load; a test holds
the two together.
"""

from __future__ import annotations

CORNERS = (
    "top-left",
    "top",
    "top-right",
    "left",
    "right",
    "bottom-left",
    "bottom",
    "bottom-right",
)
MOMENTS = ("start", "middle", "end")
SOUNDS = ("speech", "rhythm")
PAGES = ("first", "every", "both")
