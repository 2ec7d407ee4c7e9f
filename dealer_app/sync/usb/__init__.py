"""Exchange the same calls with head office in sealed files on a USB stick."""
