"""Sticks between counters and head office: files that are written, carried, repeated, mixed up and lost."""

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
    """A folder full of sticks on the way to head office and back."""

    office: Office
    folder: Path

    def path(self) -> Path:
        """Return where the next file goes."""
        self.folder.mkdir(exist_ok=True)
        return self.folder / f"{next(_NUMBERS)}.bundle"

    def write(self, content: bytes) -> Path:
        """Return a file with this content."""
        path = self.path()
        path.write_bytes(content)
        return path

    def request(self, desktop: Desktop, code: str, hub_url: str = "") -> Path:
        """Return the request of a counter that was invited with ``code``."""
        out = self.path()
        desktop.request_enrolment(self.write(self.office.invite(code, hub_url)), code, out, "باجه ۲")
        return out

    def answer(self, up: Path) -> Path:
        """Return head office's answer to a file."""
        return self.write(answer_bundle(self.office.service, up.read_bytes()))

    def export(self, desktop: Desktop) -> Path:
        """Return a bundle of what waits."""
        out = self.path()
        desktop.export_bundle(out)
        return out

    def exchange(self, desktop: Desktop) -> TalkReport:
        """Carry a bundle there and its answer back."""
        return desktop.import_bundle(self.answer(self.export(desktop)))

    def join(self, desktop: Desktop, dealership: str, hub_url: str = "") -> TalkReport:
        """Make a counter head office's, without a line."""
        return desktop.import_bundle(self.answer(self.request(desktop, self.office.code(dealership), hub_url)))
