"""Text (GB 45438-2025 5.1): plain, Markdown and HTML, as files, strings and streams."""
