"""Record payments and reversals with their receipts."""
