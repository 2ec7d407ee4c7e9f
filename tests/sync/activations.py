"""Helpers of the tests of an activation: what a counter shows, a typed code, another mobile."""

from functools import partial

from dealer_app.desktop import Desktop
from dealer_app.domain.files.activation import CodeState, CodeView
from dealer_app.domain.files.contacts import ChangeContact, ContactField
from dealer_app.domain.ids import CustomerId
from dealer_app.services.files.activation import check_code, get_code
from dealer_app.services.files.contacts import change_contact


def view(desktop: Desktop, customer_id: CustomerId) -> CodeView:
    """Return what the screen shows of a file's code."""
    return desktop.read(partial(get_code, customer_id=customer_id))


def tell(desktop: Desktop, customer_id: CustomerId, code: str) -> CodeState:
    """Type a code and return the state after it."""
    return desktop.write(partial(check_code, customer_id=customer_id, typed=code)).value.state


def change_mobile(desktop: Desktop, national_code: str, mobile: str = "09121112233") -> None:
    """Change a file's mobile with a paper."""
    change = ChangeContact(national_code, ContactField.MOBILE, mobile, "sim_owner", "", "سارا بهرامی")
    desktop.write(partial(change_contact, command=change))
