"""The small widget layer over pygame-ce: a retained tree that redraws only what changed.  Knows nothing of calls."""
