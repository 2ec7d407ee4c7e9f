"""Send codes by a gateway that remembers them, as the customer's telephone does."""

from dataclasses import dataclass, field

from dealer_app.hub.commands.files import ACTIVATION_TEMPLATE
from dealer_app.hub.office.activation import ACTIVATION
from dealer_app.hub.sms.queue import Gateway, Message, send_waiting
from tests.hub.head_office import Office


@dataclass
class Telephones:
    """A gateway that takes every message, or answers each with ``refusal``."""

    refusal: str = ""
    got: list[tuple[str, str]] = field(default_factory=list)

    def send(self, message: Message) -> str:
        """Keep the mobile and the code of a message."""
        if not self.refusal:
            self.got.append((message.receptor, message.tokens["token"]))
        return self.refusal


def send_codes(office: Office, gateway: Gateway | None, dealership: str = "2606") -> dict[str, int]:
    """Send the codes that wait, as ``hub sms`` does."""
    return send_waiting(office.engine, dealership, office.clock, gateway, {ACTIVATION_TEMPLATE: ACTIVATION})


def send_code(office: Office) -> str:
    """Send the only code that waits and return it."""
    telephones = Telephones()
    assert send_codes(office, telephones)["sent"] == 1
    ((_, code),) = telephones.got
    return code


def other_than(code: str) -> str:
    """Return another code."""
    return f"{(int(code) + 1) % 10**6:06}"
