"""Reports from data, as text, JSON, CSV, SARIF and one HTML page. Nothing about the rules."""
