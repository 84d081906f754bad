"""The store of certification records: an append-only, signed ledger and the tables derived from it."""
