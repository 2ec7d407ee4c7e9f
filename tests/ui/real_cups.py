"""A separate CUPS with a cups-pdf printer: real scheduler, queue and driver, without paper."""

import os
import pwd
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

PRINTER = "Bajeh-PDF"
PATIENCE_S = 60.0
DRIVER = "/usr/share/ppd/cups-pdf/CUPS-PDF_opt.ppd"
FOLDERS = ("cache", "run", "spool", "tmp", "log")
FILES = """
ServerRoot {root}/etc
CacheDir {root}/cache
StateDir {root}/run
RequestRoot {root}/spool
TempDir {root}/tmp
ServerBin {root}/bin
AccessLog {root}/log/access
ErrorLog {root}/log/error
PageLog {root}/log/page
SystemGroup root lpadmin
User lp
Group lp
"""
SCHEDULER = """
Listen {root}/cups.sock
Browsing No
WebInterface No
DefaultAuthType None
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order allow,deny
    Allow all
  </Limit>
</Policy>
"""


DEVICE = """#!/bin/sh
[ $# = 0 ] && exit 0
cat > /dev/null
if [ -e {root}/trouble ]; then
  cat {root}/trouble >&2
  while [ -e {root}/trouble ]; do sleep 0.1; done
  sed 's/+/-/' {root}/last >&2
fi
exit 0
"""
"""A device that reports its trouble to the scheduler, as drivers do, and waits until it is over."""
NEEDY = "Bajeh-Laser"


class Paper(NamedTuple):
    """A printed paper: its file, and when the printer wrote it."""

    path: Path
    written_ns: int


class RealQueue:
    """The print queue; ``printed`` waits for the next paper."""

    def __init__(self, root: Path) -> None:
        self.server = str(root / "cups.sock")
        self._trouble, self._last = root / "trouble", root / "last"
        self._out = Path(pwd.getpwuid(os.getuid()).pw_dir) / "PDF"  # cups-pdf writes to the owner's real home

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a CUPS program against this scheduler."""
        environment = {**os.environ, "CUPS_SERVER": self.server}
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=30, check=False)

    def trouble(self, reason: str) -> None:
        """Let the device ``NEEDY`` report ``reason`` («media-empty-error») with its next job."""
        for path in (self._last, self._trouble):
            path.write_text(f"STATE: +{reason}\n")

    def end_trouble(self) -> None:
        """Let the device go on."""
        self._trouble.unlink()

    def printed(self, before: set[Paper]) -> bytes:
        """Wait for a paper that is not in ``before``, remove it and return its bytes."""
        until(lambda: bool(self.papers() - before) and not self.run("lpstat", "-o").stdout)
        (paper,) = self.papers() - before
        content = paper.path.read_bytes()
        paper.path.unlink()
        return content

    def papers(self) -> set[Paper]:
        """Return the printed papers; one that replaces another of the same name is a new one."""
        return {Paper(path, path.stat().st_mtime_ns) for path in self._out.glob("*.pdf")}


def until(is_so: object) -> None:
    """Wait for a condition of another process."""
    assert callable(is_so)
    ends, pause = time.monotonic() + PATIENCE_S, threading.Event()
    while not is_so():
        assert time.monotonic() < ends, "CUPS did not answer"
        pause.wait(0.1)


@contextmanager
def real_cups() -> Iterator[RealQueue]:
    """Run a scheduler with one printer until the end of the block."""
    root = Path(tempfile.mkdtemp(prefix="bajeh-cups-"))
    root.chmod(0o755)  # the scheduler's filters run as user lp
    (root / "etc").mkdir()
    for name in FOLDERS:
        (root / name).mkdir()
        shutil.chown(root / name, "lp", "lp")
    (root / "etc" / "cups-files.conf").write_text(FILES.format(root=root))
    (root / "etc" / "cupsd.conf").write_text(SCHEDULER.format(root=root))
    _add_device(root)
    command = ["/usr/sbin/cupsd", "-f", "-c", f"{root}/etc/cupsd.conf", "-s", f"{root}/etc/cups-files.conf"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as scheduler:
        queue = RealQueue(root)
        try:
            until(lambda: queue.run("lpstat", "-r").returncode == 0)
            make = ("lpadmin", "-p", PRINTER, "-E", "-v", "cups-pdf:/", "-P", DRIVER)
            until(lambda: queue.run(*make).returncode == 0)  # a scheduler that has just started refuses some calls
            until(lambda: queue.run("lpadmin", "-p", NEEDY, "-E", "-v", "needy:/", "-P", DRIVER).returncode == 0)
            yield queue
        finally:
            scheduler.terminate()
    shutil.rmtree(root, ignore_errors=True)


def _add_device(root: Path) -> None:
    """Give the scheduler its programs and one more device."""
    programs = root / "bin"
    shutil.copytree("/usr/lib/cups", programs, symlinks=True)
    device = programs / "backend" / "needy"
    device.write_text(DEVICE.format(root=root))
    device.chmod(0o700)
