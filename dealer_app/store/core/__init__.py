"""What all tables share: base class, column types, unit of work, hash chain, permits to delete."""
