"""The facts of an address slip, frozen when it was issued."""

from dataclasses import dataclass
from datetime import date

from dealer_app.domain.directory.dealerships import DealershipFacts
from dealer_app.domain.ids import AddressId
from dealer_app.domain.settings import DealershipSettings


@dataclass(frozen=True, slots=True)
class AddressDetails:
    """The paper that sends a visitor to a dealership; ``dealership`` is the one that printed it."""

    id: AddressId
    number: str
    issued_on: date
    facts: DealershipFacts
    dealership: DealershipSettings
    is_sample: bool
