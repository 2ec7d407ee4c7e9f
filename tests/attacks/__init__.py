"""Attacks on head office's service over loopback: bounded, and an honest counter is answered meanwhile."""
