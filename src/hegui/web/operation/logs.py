"""The log: one JSON object a line, without content, names of files, addresses or secrets.

Of a mistake the kind and the places in the code are logged, and not what it says: that may quote
an upload.
"""

from __future__ import annotations

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import TextIO


class JsonLines(logging.Formatter):
    """Records as JSON objects; ``extra={"said": {…}}`` adds members."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        said: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat("T", "milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "event": record.getMessage(),
        }
        said |= getattr(record, "said", {})
        if record.exc_info and record.exc_info[1] is not None:
            said["error"] = mistake(record.exc_info[1])
        return json.dumps(said, ensure_ascii=False)


def mistake(error: BaseException) -> dict[str, object]:
    """The kind of an error and where it came from, without what it says."""
    frames = traceback.extract_tb(error.__traceback__)[-12:]
    return {
        "kind": type(error).__name__,
        "at": [
            f"{frame.filename.rsplit('/', 1)[-1]}:{frame.lineno} {frame.name}" for frame in frames
        ],
    }


def log_to(stream: TextIO, level: str = "info") -> None:
    """Has the service and its server log to ``stream``, everything else only what went wrong."""
    handler = logging.StreamHandler(stream)
    handler.setFormatter(JsonLines())
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("hegui.web").setLevel(level.upper())
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access"):
        logger = logging.getLogger(name)
        logger.handlers = []
        logger.propagate = True
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
