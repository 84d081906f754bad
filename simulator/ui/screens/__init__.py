"""What is on the window: one module a screen, and its larger parts.  They put view models into widgets."""
