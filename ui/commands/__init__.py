"""Commands with their keys: key bindings, search by letters, and decoding of scanner input."""
