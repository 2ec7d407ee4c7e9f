"""The same exchanges in sealed files on a USB stick."""
