"""Make the environment of Bajeh in ``.venv``, on Linux and Windows, with the standard library only.

    python installer/bootstrap.py [--tests]

Install what ``requirements.lock`` names, each file checked by its hash, and byte-compile it: without
that every start is nearly three times slower. On Debian, install missing system libraries if the user
is root; otherwise print the command to run. A second call finds the stamp and does nothing.
"""

import argparse
import hashlib
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from installer.system_libraries import install_missing_libraries

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
LOCK = ROOT / "requirements.lock"
STAMP = VENV / "bajeh.stamp"
SUPPORTED = ((3, 11), (3, 12))


def main(arguments: list[str] | None = None) -> int:
    """Bring the environment up to date; return 0, or 1 with the reason on the error stream."""
    parser = argparse.ArgumentParser(description="Make the environment of Bajeh in .venv")
    parser.add_argument("--tests", action="store_true", help="also what the tests need of the system")
    wishes = parser.parse_args(arguments)
    if sys.version_info[:2] not in SUPPORTED:
        return _fail(f"Bajeh needs Python 3.11 or 3.12; this is {sys.version.split()[0]} ({sys.executable}).")
    if not install_missing_libraries(with_tests=wishes.tests):
        return 1
    if _is_current():
        return 0
    return _make_environment()


def environment_stamp() -> str:
    """Return the stamp of the environment: the lock's hash, the Python version and the folder."""
    lock = hashlib.sha256(LOCK.read_bytes()).hexdigest()
    return f"{lock} {sys.version_info.major}.{sys.version_info.minor} {ROOT}\n"


def environment_python() -> Path:
    """Return the path of the environment's Python, which may not exist yet."""
    return VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def _is_current() -> bool:
    if not STAMP.is_file() or not environment_python().exists():
        return False
    return STAMP.read_text(encoding="utf-8") == environment_stamp()


def _make_environment() -> int:
    _say("Making the environment in .venv (once; a few minutes) …")
    STAMP.unlink(missing_ok=True)
    try:
        _make_venv()
        _install_lock()
    except (subprocess.CalledProcessError, OSError) as error:
        return _fail(f"The environment could not be made: {error}")
    STAMP.write_text(environment_stamp(), encoding="utf-8")
    _say("The environment is ready.")
    return 0


def _make_venv() -> None:
    if VENV.exists() and not _has_same_python():
        shutil.rmtree(VENV)
    if not environment_python().exists():
        venv.create(VENV, with_pip=True, symlinks=os.name != "nt")


def _has_same_python() -> bool:
    """Return whether the environment's Python runs in this folder and has the version that runs this script."""
    code = "import sys; print(sys.version_info[:2], sys.prefix)"
    try:
        found = subprocess.run([environment_python(), "-c", code], capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return False
    return found.stdout.strip() == f"{sys.version_info[:2]} {VENV}"


def _install_lock() -> None:
    pip = [str(environment_python()), "-m", "pip", "--disable-pip-version-check", "install", "-qq"]
    subprocess.run([*pip, "--require-hashes", "--only-binary", ":all:", "--compile", "-r", str(LOCK)], check=True)


def _say(words: str) -> None:
    print(words, flush=True)


def _fail(words: str) -> int:
    print(words, file=sys.stderr, flush=True)
    return 1


if __name__ == "__main__":
    raise SystemExit(main())
