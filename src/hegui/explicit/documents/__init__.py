"""Documents (GB 45438-2025 5.1): Word, PowerPoint, Excel and PDF; nothing on the page moves."""
