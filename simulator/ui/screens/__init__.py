"""One module a screen: its widgets, filled from view models."""
