"""Clause 5 of GB 45438-2025: labels that people see, read or hear. One folder a modality."""
