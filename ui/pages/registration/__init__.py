"""Registration of a walk-in, and the correction of a customer."""
