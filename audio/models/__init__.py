"""Models of recognisers and voices: the catalogue, the installer, and the check before use.

In: a model's name and the folder that holds the models (the runtime decides where that is).  Out: ``InstalledModel``
with a path whose every file has been checked.  Only ``download`` opens a socket.
"""

from audio.models.catalogue import Catalogue, Model, catalogue
from audio.models.installed import InstalledModel, State, inspect, is_installed, open_model

__all__ = ["Catalogue", "InstalledModel", "Model", "State", "catalogue", "inspect", "is_installed", "open_model"]
