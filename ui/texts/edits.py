"""Words about edits that travel to the dealership's other counters."""

UNDO = "برگردان"
UNDONE = "ویرایش برگردانده شد"
