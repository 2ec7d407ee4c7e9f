"""Common parts of all pages: base class, context, notes, and the person on duty."""
