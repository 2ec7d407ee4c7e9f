"""List in a timeline what happened to the file itself: the changes of its numbers."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select

from dealer_app.domain.codes.masking import mask_mobile, mask_sheba
from dealer_app.domain.customers import TimelineEntry
from dealer_app.domain.files.contacts import ContactField
from dealer_app.domain.persian import isolate
from dealer_app.services.orders.timeline_papers import joined
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.files.activations import ActivationRecord
from dealer_app.store.tables.files.contacts import ContactRecord
from resources.texts import timeline as words

_MASKS = {ContactField.MOBILE.value: mask_mobile, ContactField.SHEBA.value: mask_sheba}


def file_entries(unit: Unit, customer_id: UUID) -> Iterator[TimelineEntry]:
    """Yield the changed numbers of a file, masked, with the paper and who saw it, and the codes that were asked for."""
    mine = select(ContactRecord).where(ContactRecord.customer_id == customer_id)
    for row in unit.session.scalars(mine):
        mask, facts = _MASKS[row.field], row.facts
        old, new = (isolate(mask(facts[name])) if facts[name] else words.NO_NUMBER for name in ("old", "new"))
        paper = words.CONTACT_PAPER.format(paper=facts["paper_name"], number=facts["paper_number"]).strip()
        subtitle = joined(paper, words.CONTACT_SEEN.format(name=facts["seen_by"]), row.changed_by)
        title = words.TITLES[f"contact_{row.field}"].format(old=old, new=new)
        yield TimelineEntry(row.changed_at, "contact", title, subtitle)
    codes = select(ActivationRecord).where(ActivationRecord.customer_id == customer_id)
    for code in unit.session.scalars(codes):
        title = words.TITLES[f"activation_{code.state}"]
        subtitle = joined(isolate(mask_mobile(code.mobile)), code.asked_by)
        yield TimelineEntry(code.settled_at or code.asked_at, "activation", title, subtitle)
