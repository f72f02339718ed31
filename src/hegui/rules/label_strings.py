"""GB 45438-2025 Annex E (normative): the strings that every label is made of.

What the annex says about each member is in ``annex_e``; to write a label, its names and characters
are enough.
"""

from __future__ import annotations

LABEL = "Label"
CONTENT_PRODUCER = "ContentProducer"
PRODUCE_ID = "ProduceID"
RESERVED_CODE_1 = "ReservedCode1"
CONTENT_PROPAGATOR = "ContentPropagator"
PROPAGATE_ID = "PropagateID"
RESERVED_CODE_2 = "ReservedCode2"

MEMBER_NAMES = (
    LABEL,
    CONTENT_PRODUCER,
    PRODUCE_ID,
    RESERVED_CODE_1,
    CONTENT_PROPAGATOR,
    PROPAGATE_ID,
    RESERVED_CODE_2,
)
"""E b): the names of the members in the order in which the standard prints them."""

# E j): first and last of each range, both included.
CHARACTER_RANGES: tuple[tuple[int, int], ...] = ((0x21, 0x21), (0x23, 0x5B), (0x5D, 0x7E))

# Written \" in the JSON; in a value, before JSON escapes it, a plain quote.
ESCAPED_QUOTE = '"'
