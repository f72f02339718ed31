"""Clause 6 of GB 45438-2025: where the implicit label lives in a file."""
