"""Exchange with head office over HTTP: enrolment, sending, reading, snapshots, digests."""
