"""Distinct types for the ids and the money that cross every layer, so that mypy finds mix-ups."""

from typing import NewType
from uuid import UUID

CustomerId = NewType("CustomerId", UUID)
OrderId = NewType("OrderId", UUID)
InvitationId = NewType("InvitationId", UUID)
BillId = NewType("BillId", UUID)
PaymentId = NewType("PaymentId", UUID)
RegistrationId = NewType("RegistrationId", UUID)
VisitId = NewType("VisitId", UUID)
TicketId = NewType("TicketId", UUID)
ActivationId = NewType("ActivationId", UUID)
JoinId = NewType("JoinId", UUID)
ContactId = NewType("ContactId", UUID)
HelpId = NewType("HelpId", UUID)
PrintId = NewType("PrintId", UUID)
PlanId = NewType("PlanId", UUID)
RequestId = NewType("RequestId", UUID)
AddressId = NewType("AddressId", UUID)
BrochureId = NewType("BrochureId", UUID)
StaffId = NewType("StaffId", UUID)
CallId = NewType("CallId", UUID)
CallBackId = NewType("CallBackId", UUID)
AttachmentId = NewType("AttachmentId", UUID)

Rial = NewType("Rial", int)
"""An amount in whole Rial; never a float, never Toman."""
