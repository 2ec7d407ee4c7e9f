"""The real thing under everything that can happen: real files, real PostgreSQL, whatever the line and the power do."""
