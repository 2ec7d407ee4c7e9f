"""Name the operating system's user: who uses the command line has no PIN, but an account on the PC."""

import getpass
import os
import sys

from dealer_app.domain.staff import Actor, Role
from resources.texts import cli as texts


def os_actor() -> Actor:
    """Return the actor of the command line: the user of the operating system, with the rights of a manager."""
    user = os_user()
    return Actor(None, texts.ACTOR_NAME.format(user=user), Role.MANAGER, "", os_user=user)


def os_user() -> str:
    """Return the account that runs this process; on Unix not the variable ``USER``, which anyone can set."""
    if sys.platform == "win32":
        return getpass.getuser()
    import pwd

    try:
        return pwd.getpwuid(os.getuid()).pw_name
    except KeyError:  # an account that only a container knows
        return str(os.getuid())
