"""Results as JSON objects: the one stable shape that ``--json`` and the service promise."""
