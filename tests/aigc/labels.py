"""Labels for tests: strategies, and texts in the shapes that files from the wild have."""

from __future__ import annotations

from hypothesis import strategies as st

from hegui.aigc import Label, Likelihood

# Annex E j): printable ASCII without blank and backslash; a quote stands for the escaped quote.
ALLOWED = "".join(chr(c) for c in range(0x21, 0x7F) if chr(c) != "\\")

values = st.text(ALLOWED, max_size=40)
filled = st.text(ALLOWED, min_size=1, max_size=40)

labels = st.builds(
    Label, st.sampled_from(Likelihood), filled, filled, values, values, values, values
)
"""Every label that strict writing accepts."""

# Values of others that are handed on, not corrected: whatever a str can hold.
any_text = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)

STRICT = (
    '{"Label":"1","ContentProducer":"001191440300708461136T1XGW3","ProduceID":"id-1",'
    '"ReservedCode1":"r1","ContentPropagator":"001191440300708461136T1XGW3",'
    '"PropagateID":"id-2","ReservedCode2":"r2"}'
)
"""A label exactly as Annex E b) prints one, without the outer member."""

MEANING = Label(
    Likelihood.IS,
    "001191440300708461136T1XGW3",
    "id-1",
    "r1",
    "001191440300708461136T1XGW3",
    "id-2",
    "r2",
)
"""What STRICT means."""
