"""Log bugs by type and source locations, without personal data."""

import hashlib
import logging
import os
import traceback
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path

log = logging.getLogger("bajeh")
LOG_FILE, LOG_BYTES, LOG_KEPT = "bajeh.log", 500_000, 3


class _PrivateLog(RotatingFileHandler):
    def _open(self) -> TextIOWrapper:
        opened = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return TextIOWrapper(os.fdopen(opened, "ab"), encoding="utf-8")


def open_log(home: Path) -> logging.Handler | None:
    """Open the log in ``home``, readable by this user only; return None if ``home`` is not writable."""
    try:
        handler = _PrivateLog(home / LOG_FILE, maxBytes=LOG_BYTES, backupCount=LOG_KEPT, delay=True)
    except OSError:
        return None
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.propagate = False
    return handler


def crash_code(error: BaseException) -> str:
    """Return a short code that is equal for equal bugs; built from source locations, never from data."""
    places = [f"{Path(frame.filename).name}:{frame.lineno}" for frame in traceback.extract_tb(error.__traceback__)]
    return hashlib.sha256(" ".join([type(error).__name__, *places]).encode()).hexdigest()[:8].upper()


def log_crash(error: BaseException) -> None:
    """Log type and source locations of a bug; the message is omitted because it may contain a customer's data."""
    places = [
        f"  {Path(frame.filename).name}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)
    ]
    log.error("bug %s %s\n%s", crash_code(error), type(error).__name__, "\n".join(places))
