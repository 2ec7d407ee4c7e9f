"""Answer questions, record what a visitor showed, and issue help slips."""
