"""Interfaces (GB 45438-2025 5.5, 5.6; Measures art. 6): what a service shows around the work."""
