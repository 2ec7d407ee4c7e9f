"""Helpers that write bundles at counters, let head office answer them, and read the answers."""

from dataclasses import dataclass
from itertools import count
from pathlib import Path

from dealer_app.desktop import Desktop
from dealer_app.domain.head_office import TalkReport
from dealer_app.hub.service.bundles import answer_bundle
from tests.hub.head_office import Office

_NUMBERS = count(1)


@dataclass(frozen=True)
class Pocket:
    """A folder with the bundle files that travel to head office and back."""

    office: Office
    folder: Path

    def path(self) -> Path:
        """Return the path of the next file."""
        self.folder.mkdir(exist_ok=True)
        return self.folder / f"{next(_NUMBERS)}.bundle"

    def write(self, content: bytes) -> Path:
        """Write ``content`` to a new file and return its path."""
        path = self.path()
        path.write_bytes(content)
        return path

    def request(self, desktop: Desktop, code: str, hub_url: str = "") -> Path:
        """Return the enrolment request of a counter that was invited with ``code``."""
        out = self.path()
        desktop.request_enrolment(self.write(self.office.invite(code, hub_url)), code, out, "باجه ۲")
        return out

    def answer(self, up: Path) -> Path:
        """Return the file with head office's answer to the file ``up``."""
        return self.write(answer_bundle(self.office.service, up.read_bytes()))

    def export(self, desktop: Desktop) -> Path:
        """Return a bundle with the waiting outbox entries."""
        out = self.path()
        desktop.export_bundle(out)
        return out

    def exchange(self, desktop: Desktop) -> TalkReport:
        """Take a bundle to head office and import its answer."""
        return desktop.import_bundle(self.answer(self.export(desktop)))

    def join(self, desktop: Desktop, dealership: str, hub_url: str = "") -> TalkReport:
        """Enrol a counter without a line."""
        return desktop.import_bundle(self.answer(self.request(desktop, self.office.code(dealership), hub_url)))
