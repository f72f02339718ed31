"""The platform's path: evidence, verdict, public notice, propagation elements, read back."""

from hegui.propagation.platform import Platform, propagate
from hegui.propagation.result import Elements, Propagated

__all__ = ["Elements", "Platform", "Propagated", "propagate"]
