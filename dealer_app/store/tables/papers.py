"""The records in which the row of a printed paper can be, for each kind of paper."""

from collections.abc import Mapping
from typing import Final

from dealer_app.domain.papers.papers import PaperKind
from dealer_app.store.core.base import Base
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.customers import CustomerRecord
from dealer_app.store.tables.dealerships import AddressRecord
from dealer_app.store.tables.help.records import HelpRecord
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.orders import OrderRecord
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.plans.plans import BrochureRecord
from dealer_app.store.tables.registrations import RegistrationRecord
from dealer_app.store.tables.visits.visits import VisitRecord

PAPER_RECORDS: Final[Mapping[PaperKind, tuple[type[Base], ...]]] = {
    PaperKind.INVITATION: (InvitationRecord,),
    PaperKind.PRINCIPAL_SLIP: (BillRecord,),
    PaperKind.PENALTY_SLIP: (BillRecord,),
    PaperKind.RECEIPT: (PaymentRecord, OrderRecord),
    PaperKind.REGISTRATION: (RegistrationRecord, CustomerRecord),
    PaperKind.VISIT: (VisitRecord,),
    PaperKind.BROCHURE: (BrochureRecord,),
    PaperKind.HELP_SLIP: (HelpRecord,),
    PaperKind.ADDRESS: (AddressRecord,),
}
"""The second record is that of older versions, which printed the paper of an order or of a customer."""
PRINTED_RECORDS: Final = tuple(dict.fromkeys(record for records in PAPER_RECORDS.values() for record in records))
