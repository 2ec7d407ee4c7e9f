"""Take off the guards with which exports keep Excel from changing a code: «="0012"», and an apostrophe before it."""

import re

_FORMULA = re.compile(r'="([^"]*)"')
_APOSTROPHE = "'"


def unguard(cell: str) -> str:
    """Return the text that a guarded cell means; any other cell as it is."""
    if cell[:1] == "=":
        found = _FORMULA.fullmatch(cell.strip())
        return found[1] if found else cell
    if cell[:1] == _APOSTROPHE and cell.count(_APOSTROPHE) == 1:
        return cell[1:]
    return cell
