"""Attachments of customers' files: draw a brought file anew in a process of its own, keep it, list it, withdraw it."""
