"""Issue, preview and print papers; the print log keeps the hash of the printed bytes."""

from hashlib import sha256
from uuid import UUID

from dealer_app.documents.papers import PAPERS
from dealer_app.domain.deadlines.lists import DeadlineWish
from dealer_app.domain.papers.papers import PaperKind, PaperRef, PrintedPaper, PrintStamp
from dealer_app.services.deadlines import printed
from dealer_app.services.prints import prints
from dealer_app.store.core.unit import Unit

TEMPLATE = "2026-12"
"""Version of the papers' layout, kept with each print; a new layout needs a new version."""


def preview_paper(unit: Unit, ref: PaperRef) -> bytes:
    """Return the PDF that the next print would have; writes nothing. Raises Refusal for an unknown paper."""
    return _render(unit, ref, prints.next_stamp(unit, prints.count_prints(unit, ref)))


def issue_drawable(unit: Unit, kind: PaperKind, subject_id: UUID, accepted: frozenset[str] = frozenset()) -> PaperRef:
    """Issue a paper and draw it once in the caller's transaction: a paper that cannot be drawn is not issued.

    ``accepted`` holds the codes of the doubts that the clerk confirmed; raises FieldErrors for the others.
    """
    ref = PaperRef(kind, PAPERS[kind].issue(unit, subject_id, accepted))
    preview_paper(unit, ref)
    return ref


def issue_and_print(unit: Unit, kind: PaperKind, number: str, accepted: frozenset[str] = frozenset()) -> PrintedPaper:
    """Issue a paper of the order or customer ``number`` and print it in the caller's transaction.

    A paper that cannot be drawn is not issued.
    """
    paper = PAPERS[kind]
    return print_paper(unit, PaperRef(kind, paper.issue(unit, paper.subject.find(unit, number), accepted)))


def print_paper(unit: Unit, ref: PaperRef) -> PrintedPaper:
    """Add a print with the hash of its PDF to the print log, in the caller's transaction; return it with the PDF.

    Send the PDF to a printer only after that transaction is committed.
    """
    begun = prints.begin_print(unit, ref)
    pdf = _render(unit, begun.ref, begun.stamp)
    prints.finish_print(unit, begun.print_id, sha256(pdf).hexdigest(), TEMPLATE)
    return PrintedPaper(begun.print_id, begun.ref, begun.number, begun.stamp, pdf)


def print_deadlines(unit: Unit, wish: DeadlineWish) -> bytes:
    """Record in the caller's transaction that a part of the list of deadlines is printed, and return its PDF.

    The list is no document: it has no number and no row in the print log. Raises Refusal.
    """
    from dealer_app.documents.deadline_list import render_deadlines

    sheet = printed.read_sheet(unit, wish)
    pdf = render_deadlines(sheet, prints.next_stamp(unit, 0))
    printed.note_print(unit, sheet, sha256(pdf).hexdigest())
    return pdf


def _render(unit: Unit, ref: PaperRef, stamp: PrintStamp) -> bytes:
    """Render the paper from the facts frozen at issue."""
    paper = PAPERS[ref.kind]
    pdf: bytes = paper.render(paper.read(unit, ref.id), stamp)
    return pdf
