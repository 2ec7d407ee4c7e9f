"""Check the rules of the project that a test can check."""
