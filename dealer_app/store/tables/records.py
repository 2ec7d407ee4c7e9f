"""Import every record once, so that the metadata is complete."""

from dealer_app.store.core.base import Base
from dealer_app.store.core.permits import PermitRecord
from dealer_app.store.tables.anchor import AnchorRecord
from dealer_app.store.tables.attachments import AttachmentFileRecord, AttachmentPieceRecord, AttachmentRecord
from dealer_app.store.tables.audit import AuditRecord
from dealer_app.store.tables.bills import BillRecord
from dealer_app.store.tables.clock import ClockRecord
from dealer_app.store.tables.customers import CustomerRecord, CustomerWordRecord
from dealer_app.store.tables.deadline_rules import DeadlineRuleRecord
from dealer_app.store.tables.dealerships import AddressRecord, ClosureRecord, DealershipRecord
from dealer_app.store.tables.drafts import DraftRecord
from dealer_app.store.tables.edits.edits import EditRecord
from dealer_app.store.tables.enrolments import EnrolmentRecord
from dealer_app.store.tables.files.activations import ActivationRecord
from dealer_app.store.tables.files.contacts import ContactRecord
from dealer_app.store.tables.files.joins import JoinRecord
from dealer_app.store.tables.head_office import (
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
from dealer_app.store.tables.help.questions import QuestionRecord
from dealer_app.store.tables.help.records import HelpRecord
from dealer_app.store.tables.holidays import HolidayRecord
from dealer_app.store.tables.invitations import InvitationRecord
from dealer_app.store.tables.leases import LeaseRecord
from dealer_app.store.tables.ledger import LedgerEntryRecord
from dealer_app.store.tables.orders import OrderRecord, StatusHistoryRecord
from dealer_app.store.tables.outbox import OutboxRecord
from dealer_app.store.tables.payments import PaymentRecord
from dealer_app.store.tables.phone.calls import CallBackRecord, CallRecord, RefusedNumberRecord
from dealer_app.store.tables.plans.plans import BrochureRecord, PlanRecord
from dealer_app.store.tables.plans.requests import RequestRecord
from dealer_app.store.tables.prints import PrintRecord
from dealer_app.store.tables.registrations import RegistrationRecord
from dealer_app.store.tables.settings import SettingRecord
from dealer_app.store.tables.staff import StaffRecord
from dealer_app.store.tables.visits.tickets import TicketRecord
from dealer_app.store.tables.visits.visits import VisitRecord

__all__ = [
    "ActivationRecord",
    "AddressRecord",
    "AliasRecord",
    "AnchorRecord",
    "AttachmentFileRecord",
    "AttachmentPieceRecord",
    "AttachmentRecord",
    "AuditRecord",
    "Base",
    "BillRecord",
    "BrochureRecord",
    "CallBackRecord",
    "CallRecord",
    "CentralRowRecord",
    "ClockRecord",
    "ClosureRecord",
    "ConflictRecord",
    "ContactRecord",
    "CustomerRecord",
    "CustomerWordRecord",
    "DeadlineRuleRecord",
    "DealershipRecord",
    "DraftRecord",
    "EditRecord",
    "EnrolmentRecord",
    "FeedRowRecord",
    "FinalNumberRecord",
    "HelpRecord",
    "HolidayRecord",
    "InvitationRecord",
    "JoinRecord",
    "KeptRowRecord",
    "LeaseRecord",
    "LedgerEntryRecord",
    "OrderRecord",
    "OutboxRecord",
    "OutcomeRecord",
    "PaymentRecord",
    "PermitRecord",
    "PlanRecord",
    "PrintRecord",
    "QuestionRecord",
    "RefusedNumberRecord",
    "RegistrationRecord",
    "RequestRecord",
    "RowStateRecord",
    "SettingRecord",
    "StaffRecord",
    "StatusHistoryRecord",
    "TicketRecord",
    "UnmatchedOrderRecord",
    "VisitRecord",
]
