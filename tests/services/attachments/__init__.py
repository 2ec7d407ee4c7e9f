"""Attachments: drawn anew, kept, listed, opened, withdrawn."""
