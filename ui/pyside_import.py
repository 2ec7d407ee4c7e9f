"""Keeps PySide from reading the source of every module that is imported after it.

PySide looks through each module's source for its own name, to support ``from __feature__ import`` (which this program
never uses): a fifth of the start goes there, most of it for SQLAlchemy's long files. What it would find out, it may
as well be told: nothing switches features here. Should PySide drop or rename that function, nothing happens.
"""

import sys

import PySide6.QtCore  # noqa: F401 - loads the function


def skip_source_search() -> None:
    """Answer PySide's question for every module at once; harmless to call twice."""
    feature = sys.modules.get("shibokensupport.feature")
    if hasattr(feature, "_mod_uses_pyside"):
        vars(feature)["_mod_uses_pyside"] = _uses_no_feature


def _uses_no_feature(_module: object) -> bool:
    return False
