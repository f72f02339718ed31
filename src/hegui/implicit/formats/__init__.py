"""One format family a file; the explicit list of them is ``hegui.implicit.table``."""
