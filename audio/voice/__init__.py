"""Voices of callers and staff: engines behind ``audio.ports.Speaker``, recorded lines, and the studio."""
