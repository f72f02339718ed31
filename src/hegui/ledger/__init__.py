"""What was labelled, checked, handed out and complained about, in a tree that shows any change.

``Ledger`` is opened by ``hegui.ledger.opening``; ``records`` are what it keeps. docs/ledger.md
tells what is stored, what it proves, and what it cannot.
"""
