"""Run the command line: ``python -m dealer_app``."""

import io
import sys

from dealer_app.cli.parser import main

for stream in (sys.stdout, sys.stderr):
    if isinstance(stream, io.TextIOWrapper):  # a Windows console may use a code page without Persian
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
sys.exit(main())
