"""Name who uses the command line: the operating system's user, or a member of staff by their PIN."""

import getpass
import os
import sys
from dataclasses import replace
from pathlib import Path
from typing import Final

from dealer_app.desktop import Desktop
from dealer_app.domain.errors import EnvironmentFault, Refusal
from dealer_app.domain.persian import clean_name
from dealer_app.domain.staff import Actor, Role
from resources.texts import cli as texts

PIN_VARIABLE: Final = "BAJEH_PIN"
"""The environment variable of the PIN; every user of the PC could read an argument."""
IT_ROLES: Final = frozenset({Role.ADMINISTRATOR})
"""Whoever owns the files does IT's work; customers' data need a member of staff, as in the window."""


def os_actor() -> Actor:
    """Return the operating system's user as an actor: administrator by IT, who sees no customers."""
    user = os_user()
    return Actor(None, texts.ACTOR_NAME.format(user=user), IT_ROLES, "", os_user=user)


def refuse_foreign(home: Path) -> None:
    """Raise EnvironmentFault ``home_not_own`` if ``home`` belongs to another user of the operating system."""
    if sys.platform != "win32" and home.exists() and home.stat().st_uid != os.getuid():
        raise EnvironmentFault("home_not_own", home=str(home))


def sign_on(desktop: Desktop, name: str) -> None:
    """Make a member of staff the actor, by the PIN in ``BAJEH_PIN`` or typed in the terminal.

    Raises Refusal ``person_unknown``, ``pin_not_given``, and those of a sign-in.
    """
    from dealer_app.services.staff.staff import list_staff, sign_in

    wanted = clean_name(name)
    person = next((one for one in desktop.read(list_staff) if one.name == wanted), None)
    if person is None:
        raise Refusal("person_unknown", name=wanted)
    pin = os.environ.get(PIN_VARIABLE, "")
    if not pin and not sys.stdin.isatty():
        raise Refusal("pin_not_given", name=wanted, variable=PIN_VARIABLE)
    typed = pin or getpass.getpass(texts.ASK_PIN.format(name=wanted))
    actor = desktop.write(lambda unit: sign_in(unit, person.id, typed)).value
    desktop.actor = replace(actor, os_user=os_user())


def os_user() -> str:
    """Return the account that runs this process; on Unix not the variable ``USER``, which anyone can set."""
    if sys.platform == "win32":
        return getpass.getuser()
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # an account that only a container knows
        return str(os.getuid())
