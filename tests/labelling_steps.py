"""What the tests of the provider's path share: labelling bytes, and reading the result."""

from __future__ import annotations

import hegui
from hegui.implicit.container import Site

OTHER = "001191440300708461136T1XGW3"


def site_of(result: hegui.Labelled) -> Site:
    assert result.site is not None
    return result.site
