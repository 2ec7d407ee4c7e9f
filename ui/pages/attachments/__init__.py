"""The attachments of one customer's file."""
