"""The search box: the kinds of key it finds and the hits it returns."""

from dataclasses import dataclass
from uuid import UUID

from dealer_app.domain.ids import CustomerId, OrderId, VisitId

NUMBER_KINDS = ("request", "contract", "invitation")
"""Kinds of an order's numbers."""
KINDS = ("national_code", "mobile", *NUMBER_KINDS, "bill", "vin", "name")


@dataclass(frozen=True, slots=True)
class SearchHit:
    """One result of the search box, with the reason it matched.

    ``kind`` is one of KINDS; ``why`` is a Persian reason («شمارهٔ درخواست», «نام: نوری‌فر»).
    """

    kind: str
    customer_id: CustomerId
    order_id: OrderId | None
    name: str
    masked_national_code: str
    summary: str  # «کی‌ام‌سی J7 · دعوتنامه صادر شد»
    request_number: str
    contract_number: str
    invitation_number: str
    why: str
    matched: tuple[tuple[int, int], ...] = ()  # spans of ``name`` to highlight

    @property
    def subject_id(self) -> UUID:
        """Return the order's id if the hit is an order, else the customer's."""
        return self.order_id or self.customer_id


@dataclass(frozen=True, slots=True)
class QuestionHit:
    """A question of the help that the search box found; ``name`` is the question, ``summary`` its answer."""

    code: str
    name: str
    summary: str
    why: str
    kind: str = "question"
    masked_national_code: str = ""
    matched: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class SlipHit:
    """The slip of a visit that the search box found by its number; ``name`` is the visitor, who may have no file."""

    visit_id: VisitId
    name: str
    summary: str
    why: str
    kind: str = "visit"
    masked_national_code: str = ""
    matched: tuple[tuple[int, int], ...] = ()


Hit = SearchHit | QuestionHit | SlipHit
"""What the search box shows in one row."""
