"""Run the command ``paper``: issue, commit the print row, then write the PDF in one step."""

import os
import tempfile
from pathlib import Path

from dealer_app.desktop import Desktop
from dealer_app.domain.bills import BILL_DOUBTS
from dealer_app.domain.errors import EnvironmentFault
from dealer_app.domain.papers.papers import PrintedPaper
from dealer_app.services.prints import prints
from dealer_app.store.core.unit import Unit
from resources.texts import cli as texts
from resources.texts.timeline import PAPERS

FILE_PRINTER = "PDF"


def run_paper(desktop: Desktop, kind: str, number: str, out: Path, *, is_confirmed: bool = False) -> str:
    """Issue the paper ``kind`` of order or customer ``number``, write it to ``out`` and return the Persian report.

    ``is_confirmed`` confirms the doubts about its bills; raises FieldErrors for them otherwise.
    """
    accepted = BILL_DOUBTS if is_confirmed else frozenset()
    printed = desktop.write(lambda unit: _issue_and_print(unit, kind, number, accepted)).value
    try:
        write_atomically(out, printed.pdf)
    except OSError as trouble:
        desktop.write(lambda unit: prints.mark_print(unit, printed.print_id, "failed", FILE_PRINTER))
        raise EnvironmentFault("paper_not_written", path=str(out)) from trouble
    desktop.write(lambda unit: prints.mark_print(unit, printed.print_id, "queued", FILE_PRINTER))
    words = texts.PAPER_WRITTEN if printed.number else texts.PAPER_WRITTEN_PLAIN
    return words.format(paper=PAPERS[printed.ref.kind], number=printed.number, path=out)


def _issue_and_print(unit: Unit, word: str, number: str, accepted: frozenset[str]) -> PrintedPaper:
    """Issue and print in one transaction; import the documents only when a paper is asked for."""
    from dealer_app.documents.papers import kind_of
    from dealer_app.documents.printing import issue_and_print

    return issue_and_print(unit, kind_of(word), number, accepted)


def write_atomically(path: Path, content: bytes) -> None:
    """Write ``content`` so that ``path`` has all of it or its former content; only the owner can read it.

    The folder is anybody's: the temporary name is new, so that no other file is replaced and no link is followed.
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
