"""List the Debian packages that the counter and its tests need, and install the missing ones."""

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
    # papers: read back text and rasters, compare shaping, all cases of the bidirectional algorithm
    "poppler-utils",
    "pango1.0-tools",
    "unicode-data",
    # a printer that writes files
    "cups",
    "printer-driver-cups-pdf",
    # weasyprint, which the bench compares with
    "libpango-1.0-0",
    "libpangoft2-1.0-0",
    "libharfbuzz-subset0",
)


def install_missing_libraries(*, with_tests: bool) -> bool:
    """Install the missing packages as root on Debian, else print the command; return False if the install fails.

    Without root the set-up continues: a library may exist under another name, and Qt reports what it lacks.
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
    """Return the package that Debian needs to make a virtual environment, if it is missing."""
    return [] if find_spec("ensurepip") else [f"python3.{sys.version_info.minor}-venv"]


def list_missing(packages: Iterable[str]) -> list[str]:
    """Return those of ``packages`` that are not installed, by dpkg's names and by what installed packages provide."""
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
