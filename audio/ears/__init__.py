"""The recognisers behind ``audio.ports.Ears``: Vosk as it streams, Whisper by whole utterances in a process of its own.

``choice`` decides which one a course gets, ``witnessed`` pairs one that decides with one that only watches.
"""
