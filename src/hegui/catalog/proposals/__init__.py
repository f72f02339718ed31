"""Keeping the catalogue current: what files found elsewhere propose, reviewed before it counts.

Nothing here writes into the data. An importer reads a saved page or file and proposes records; a
queue keeps proposals until somebody takes them over into the YAML or turns them down.
"""

from __future__ import annotations

from hegui.catalog.proposals.importing import proposals_of
from hegui.catalog.proposals.proposal import Difference, Proposal, State, as_yaml
from hegui.catalog.proposals.queue import Queue

__all__ = ["Difference", "Proposal", "Queue", "State", "as_yaml", "proposals_of"]
