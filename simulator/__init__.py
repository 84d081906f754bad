"""zongji: a training simulator for switchboard operators."""

__version__ = "0.1.0"
