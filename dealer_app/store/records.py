"""Every record of the file, imported once so that the metadata is whole."""

from dealer_app.store.audit import AuditRecord
from dealer_app.store.base import Base
from dealer_app.store.bills import BillRecord
from dealer_app.store.customers import CustomerRecord, CustomerWordRecord
from dealer_app.store.dealerships import DealershipRecord
from dealer_app.store.drafts import DraftRecord
from dealer_app.store.enrolments import EnrolmentRecord
from dealer_app.store.head_office import (
    AliasRecord,
    CentralRowRecord,
    ConflictRecord,
    FeedRowRecord,
    FinalNumberRecord,
    KeptRowRecord,
    OutcomeRecord,
    RowStateRecord,
    UnmatchedOrderRecord,
)
from dealer_app.store.holidays import HolidayRecord
from dealer_app.store.invitations import InvitationRecord
from dealer_app.store.leases import LeaseRecord
from dealer_app.store.ledger import LedgerEntryRecord
from dealer_app.store.orders import OrderRecord, StatusHistoryRecord
from dealer_app.store.outbox import OutboxRecord
from dealer_app.store.payments import PaymentRecord
from dealer_app.store.permits import PermitRecord
from dealer_app.store.prints import PrintRecord
from dealer_app.store.registrations import RegistrationRecord
from dealer_app.store.settings import SettingRecord
from dealer_app.store.staff import StaffRecord

__all__ = [
    "AliasRecord",
    "AuditRecord",
    "Base",
    "BillRecord",
    "CentralRowRecord",
    "ConflictRecord",
    "CustomerRecord",
    "CustomerWordRecord",
    "DealershipRecord",
    "DraftRecord",
    "EnrolmentRecord",
    "FeedRowRecord",
    "FinalNumberRecord",
    "HolidayRecord",
    "InvitationRecord",
    "KeptRowRecord",
    "LeaseRecord",
    "LedgerEntryRecord",
    "OrderRecord",
    "OutboxRecord",
    "OutcomeRecord",
    "PaymentRecord",
    "PermitRecord",
    "PrintRecord",
    "RegistrationRecord",
    "RowStateRecord",
    "SettingRecord",
    "StaffRecord",
    "StatusHistoryRecord",
    "UnmatchedOrderRecord",
]
