"""Stop PySide from reading the source of every module that is imported after it.

PySide searches each module's source for its own name, to support ``from __feature__ import``, which this program never
uses. The search takes a fifth of the start-up time, most of it for SQLAlchemy's long files. This module replaces the
search by a function that returns False. If PySide drops or renames its function, the replacement does nothing.
"""

import sys

import PySide6.QtCore  # noqa: F401 - loads the function


def skip_source_search() -> None:
    """Replace PySide's source search by a constant answer; safe to call twice."""
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        vars(feature)["_mod_uses_pyside"] = _uses_no_feature


def _uses_no_feature(_module: object) -> bool:
    return False
