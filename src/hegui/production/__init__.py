"""The provider's path: decide the label, put it on and into the work, read it back."""

from hegui.production.labelling import Labelled, Producer, label

__all__ = ["Labelled", "Producer", "label"]
