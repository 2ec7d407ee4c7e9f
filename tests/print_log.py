"""The rows of the print log, as tests read them."""

from sqlalchemy import select

from dealer_app.domain.papers.papers import PaperRef
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.prints import PrintRecord


def list_prints(unit: Unit, ref: PaperRef) -> tuple[PrintRecord, ...]:
    """Return the prints of a paper, first to last."""
    mine = PrintRecord.paper_kind == ref.kind, PrintRecord.paper_id == ref.id
    return tuple(unit.session.scalars(select(PrintRecord).where(*mine).order_by(PrintRecord.copy_number)))
