"""View models: pure functions from what the runtime shows to what the window draws.  No pygame, no clock, no files."""
