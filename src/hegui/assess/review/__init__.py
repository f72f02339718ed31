"""The review queue: two people judge every item, a third resolves where they disagree."""
