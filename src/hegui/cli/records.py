"""``hegui records``: what the ledger keeps, looked up, proved and looked after."""

from __future__ import annotations

import argparse

from hegui.cli import records_complaints, records_keeping, records_lookup, records_proofs
from hegui.messages import say


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "records",
        parents=[shared],
        help=say("the ledger: look records up, prove them, keep them", lang),
        description=say(
            "The ledger of what was labelled, handed on, checked, handed out without explicit "
            "label, declared and complained about. Records are only added; any change to what is "
            "there shows (hegui records verify).",
            lang,
        ),
    )
    kinds = parser.add_subparsers(
        dest="kind_of_work",
        required=True,
        metavar="list|show|complain|appeal|resolve|declare|proof|verify|checkpoint|export|retain|erase",
    )
    for add_kind in (
        records_lookup.add_list,
        records_lookup.add_show,
        records_complaints.add_complain,
        records_complaints.add_appeal,
        records_complaints.add_resolve,
        records_complaints.add_declare,
        records_proofs.add_proof,
        records_proofs.add_verify,
        records_proofs.add_checkpoint,
        records_proofs.add_export,
        records_keeping.add_retain,
        records_keeping.add_erase,
    ):
        add_kind(kinds, shared, lang)
