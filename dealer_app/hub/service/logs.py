"""Write structured logs: one JSON line per event, with codes and counts, never a name, a number or a body."""

import json
import logging
from datetime import UTC, datetime

FIELDS = ("fault", "path", "status", "code", "ms", "bytes", "url", "count")
"""The only facts that a log record may contain."""


class JsonLines(logging.Formatter):
    """Format a record as one JSON line of known fields, without texts of exceptions: they could name data."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the JSON text."""
        moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
        facts = {name: getattr(record, name) for name in FIELDS if hasattr(record, name)}
        return json.dumps({"at": moment, "level": record.levelname, "event": record.msg, **facts})


def start_logs() -> None:
    """Send the hub's events to the error stream as JSON lines."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logger = logging.getLogger("bajeh")
    logger.handlers, logger.propagate = [handler], False
    logger.setLevel(logging.INFO)
