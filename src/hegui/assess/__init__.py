"""Assessing a generative service before it opens to the public (TC260-003, GB/T 45654-2025)."""
