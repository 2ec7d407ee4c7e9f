"""Which Debian packages the counter and its tests need, and how the missing ones are installed."""

import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterable
from importlib.util import find_spec

RUNTIME = (
    # Qt without a screen
    "libgl1",
    "libegl1",
    "libglib2.0-0",
    "libfontconfig1",
    "libdbus-1-3",
    "libxkbcommon0",
    # a real window
    "libx11-xcb1",
    "libxcb-cursor0",
    "libxcb-icccm4",
    "libxcb-image0",
    "libxcb-keysyms1",
    "libxcb-randr0",
    "libxcb-render-util0",
    "libxcb-shape0",
    "libxcb-xkb1",
    "libxkbcommon-x11-0",
    # printing
    "libcups2",
    "cups-client",
)

TESTS = (
    # the real window without a screen, driven by accessible names
    "xvfb",
    "xauth",
    "xdotool",
    "at-spi2-core",
    "gir1.2-atspi-2.0",
    "python3-pyatspi",
    "dbus",
    # paper: text and rasters read back, a second opinion on shaping, all cases of the bidirectional algorithm
    "poppler-utils",
    "pango1.0-tools",
    "unicode-data",
    # a printer that makes files
    "cups",
    "printer-driver-cups-pdf",
    # weasyprint, the yardstick of the bench
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
)


def install_missing_libraries(*, with_tests: bool) -> bool:
    """Install the missing packages when root on Debian, else print the command; return False where that fails.

    A person without root may go on: what is missing may be there under another name, and Qt says what it lacks.
    """
    if not shutil.which("dpkg-query") or not shutil.which("apt-get"):
        return True
    missing = list_missing([*_python_packages(), *RUNTIME, *(TESTS if with_tests else ())])
    if not missing:
        return True
    if os.geteuid() != 0:
        print("System libraries are missing. Install them with:", file=sys.stderr)
        print(f"    sudo apt-get update && sudo apt-get install -y {shlex.join(missing)}", file=sys.stderr, flush=True)
        return True
    return _install(missing)


def _python_packages() -> list[str]:
    """Debian keeps what makes a virtual environment in a package of its own."""
    return [] if find_spec("ensurepip") else [f"python3.{sys.version_info.minor}-venv"]


def list_missing(packages: Iterable[str]) -> list[str]:
    """Return those of ``packages`` that dpkg does not hold as installed, by name or by what a package provides."""
    query = ["dpkg-query", "--show", "--showformat", "${db:Status-Status} ${binary:Package}, ${Provides}\n"]
    answer = subprocess.run(query, capture_output=True, text=True, check=True).stdout
    lines = (line.removeprefix("installed ") for line in answer.splitlines() if line.startswith("installed "))
    present = {_bare_name(name) for line in lines for name in line.split(",")}
    return [package for package in packages if package not in present]


def _bare_name(name: str) -> str:
    """Strip the architecture and the version: ``libgl1:amd64`` and ``libgl1 (= 1.6)`` are libgl1."""
    return name.partition("(")[0].partition(":")[0].strip()


def _install(missing: list[str]) -> bool:
    print(f"Installing system libraries: {' '.join(missing)} …", flush=True)
    quiet = ["-qq", "-o", "Dpkg::Use-Pty=0"]
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for action in (["update"], ["install", "-y", "--no-install-recommends", *missing]):
        command = ["apt-get", *quiet, *action]
        done = subprocess.run(
            command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False
        )
        if done.returncode != 0:
            print(f"{shlex.join(command)} failed:\n{done.stdout}{done.stderr}", file=sys.stderr, flush=True)
            return False
    return True
