"""``hegui key``: keys made, shown, published and trusted; what each does has its own module."""

from __future__ import annotations

import argparse

from hegui.cli import key_documents, key_files, key_trust
from hegui.messages import say


def add(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser],
    shared: argparse.ArgumentParser,
    lang: str,
) -> None:
    """Adds the verb to the command line."""
    parser = verbs.add_parser(
        "key",
        parents=[shared],
        help=say("make, show, publish and trust keys for seals", lang),
        description=say(
            "Keys for seals (TC260-PG-202511A): private ones are kept in encrypted files, "
            "public ones are published in a key document, and others' are pinned in a trust file.",
            lang,
        ),
    )
    kinds = parser.add_subparsers(
        dest="kind",
        required=True,
        metavar="new|show|export|publish|withdraw|trust|revoke|list",
    )
    for add_kind in (
        key_files.add_new,
        key_files.add_show,
        key_files.add_export,
        key_documents.add_publish,
        key_documents.add_withdraw,
        key_trust.add_trust,
        key_trust.add_revoke,
        key_trust.add_list,
    ):
        add_kind(kinds, shared, lang)
