"""Runs the command line: ``python -m dealer_app``."""

import io
import sys

from dealer_app.cli.parser import main

for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, io.TextIOWrapper):  # a Windows console may speak another code page than the Persian answers
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
sys.exit(main())
