"""The report's tables, one module for each thing measured: evidence in, a ``Section`` out."""
