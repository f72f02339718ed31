"""Pictures (GB 45438-2025 5.2): one module a format, its parts beside it."""
