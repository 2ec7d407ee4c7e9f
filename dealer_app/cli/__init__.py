"""Provide the command line for IT staff: ``python -m dealer_app``."""
