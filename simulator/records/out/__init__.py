"""What leaves the store: certificates on paper and as credentials, learning records, reports; from plain values."""
