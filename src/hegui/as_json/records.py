"""Records of the ledger, and what is proved of it, as JSON objects."""

from __future__ import annotations

import base64
from typing import TYPE_CHECKING

from hegui.messages import say

if TYPE_CHECKING:  # each verb loads what it works with, and no more
    from hegui.ledger.entries import Entry
    from hegui.ledger.looking_up import Page
    from hegui.ledger.verification import Verification


def entry_record(entry: Entry) -> dict[str, object]:
    """One entry: ``record`` are its public members, ``personal`` those that are held apart, null
    where they were erased or not asked for; ``has_personal`` says that there were some."""
    return {
        "position": entry.position,
        "time": entry.time.isoformat().replace("+00:00", "Z"),
        "clock": entry.clock.isoformat().replace("+00:00", "Z") if entry.clock else None,
        "kind": entry.record.kind,
        "record": entry.record.public(),
        "has_personal": bool(entry.commitment),
        "personal": entry.record.personal() if entry.held else None,
    }


def page_record(page: Page) -> dict[str, object]:
    """One page of entries; ``next`` is what the next page begins after, null at the end."""
    return {"entries": [entry_record(one) for one in page.entries], "next": page.next}


def verification_record(found: Verification, lang: str) -> dict[str, object]:
    """What proving a whole ledger found."""
    return {
        "intact": found.intact,
        "origin": found.origin,
        "size": found.size,
        "root": base64.b64encode(found.root).decode(),
        "checkpoints": found.checkpoints,
        "let_go": found.let_go,
        "erased": found.erased,
        "findings": [
            {
                "position": one.position,
                "reason": say(one.notice.template, lang, **one.notice.facts),
            }
            for one in found.findings
        ],
        "count": found.count,
    }
