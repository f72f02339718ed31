"""Seals: who wrote a label, and what it belongs to (TC260-PG-202511A)."""
