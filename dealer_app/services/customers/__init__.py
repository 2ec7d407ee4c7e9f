"""Register, correct, read and list customers."""
