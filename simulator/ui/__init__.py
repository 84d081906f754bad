"""The window: what it shows and asks for (``shown``, ``desk``), its view models (``views``, pure), its widgets
(``widgets``), and the screens that put both together (``screens``, ``window``).  Only ``widgets`` and what draws with
them import pygame."""
