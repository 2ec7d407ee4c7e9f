"""Staff: who may sign in, and their PINs."""
