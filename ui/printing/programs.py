"""Run the programs of the print service with a time limit."""

import os
import subprocess

from dealer_app.domain.errors import EnvironmentFault

QUEUE_TIMEOUT_S = 20


def run(command: list[str], printer: str = "", data: bytes | None = None) -> "subprocess.CompletedProcess[str]":
    """Run a program with ``data`` as its input and return its output.

    Raises EnvironmentFault ``printer_silent``, or ``print_service_silent`` if no printer is named.
    """
    environment = {**os.environ, "LC_ALL": "C.UTF-8"}
    try:
        done = subprocess.run(  # noqa: S603 - fixed program, the printer's name is one argument
            command, input=data, capture_output=True, timeout=QUEUE_TIMEOUT_S, check=False, env=environment
        )
    except subprocess.TimeoutExpired as late:
        if not printer:
            raise EnvironmentFault("print_service_silent", seconds=QUEUE_TIMEOUT_S) from late
        raise EnvironmentFault("printer_silent", printer=printer, seconds=QUEUE_TIMEOUT_S) from late
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")
    )
