"""Start a process of this program that reads a file from outside; its death never reaches the program."""

import json
import subprocess
import sys
from pathlib import Path

from dealer_app.domain.errors import EnvironmentFault

_START = (
    "import importlib, json, sys; sys.path[:] = json.loads(sys.argv[1]); "
    "importlib.import_module(sys.argv[2]).main(sys.argv[3:])"
)
_ROOT = Path(__file__).parents[2]


def start_child(module: str, *question: str, fault: str, stdin: int = subprocess.DEVNULL) -> "subprocess.Popen[bytes]":
    """Run ``main(question)`` of a module of this program in a process of its own, its output in a pipe.

    Raises EnvironmentFault ``fault`` if the system starts no process.
    """
    places = json.dumps([str(_ROOT), *(place for place in sys.path if place)])
    try:
        return subprocess.Popen(  # noqa: S603 - our own interpreter and module; each word is one argument
            [sys.executable, "-I", "-S", "-c", _START, places, module, *question],
            stdin=stdin,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except OSError as error:
        raise EnvironmentFault(fault) from error
