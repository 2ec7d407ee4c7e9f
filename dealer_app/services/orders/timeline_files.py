"""List in a timeline what happened to the file itself: the changes of its numbers."""

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import or_, select

from dealer_app.domain.codes.masking import mask_mobile, mask_sheba
from dealer_app.domain.customers import TimelineEntry
from dealer_app.domain.files.contacts import ContactField
from dealer_app.domain.files.joins import JoinState
from dealer_app.domain.persian import isolate
from dealer_app.services.orders.timeline_papers import joined
from dealer_app.store.core.unit import Unit
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.files.activations import ActivationRecord
from dealer_app.store.tables.files.contacts import ContactRecord
from dealer_app.store.tables.files.joins import JoinRecord
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
    yield from _joins(unit, customer_id)
    codes = select(ActivationRecord).where(ActivationRecord.customer_id == customer_id)
    for code in unit.session.scalars(codes):
        title = words.TITLES[f"activation_{code.state}"]
        subtitle = joined(isolate(mask_mobile(code.mobile)), code.asked_by)
        yield TimelineEntry(code.settled_at or code.asked_at, "activation", title, subtitle)


def _joins(unit: Unit, customer_id: UUID) -> Iterator[TimelineEntry]:
    """Yield when the file was shown with another one as one, and when they were parted again."""
    mine = select(JoinRecord).where(or_(JoinRecord.customer_id == customer_id, JoinRecord.kept_id == customer_id))
    for row in unit.session.scalars(mine):
        other = row.kept_id if row.customer_id == customer_id else row.customer_id
        name = unit.session.scalar(select(CustomerRecord.name).where(CustomerRecord.id == other)) or words.JOIN_GONE
        title = words.TITLES["join_refused" if row.state == JoinState.REFUSED else "join_joined"].format(name=name)
        yield TimelineEntry(row.joined_at, "join", title, joined(row.reason, row.joined_by))
        if row.parted_at is not None:
            yield TimelineEntry(row.parted_at, "join", words.TITLES["join_parted"].format(name=name), row.part_reason)
