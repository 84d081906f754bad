"""The one door to ``keyring``: secrets in the system's key store (Windows, macOS, Secret Service)."""

from __future__ import annotations

import sys

SERVICE = "zongji"


def available() -> bool:
    """Whether this system has a key store that a program may use without asking."""
    try:
        import keyring
        from keyring.backends.fail import Keyring

        return not isinstance(keyring.get_keyring(), Keyring)
    except Exception:  # a broken backend is no backend
        return False


def unattended() -> bool:
    """Whether it opens by itself when its user has logged in; elsewhere it may ask in the middle of a call."""
    return sys.platform in ("win32", "darwin") and available()


def remember(name: str, secret: str) -> None:
    import keyring

    keyring.set_password(SERVICE, name, secret)


def recall(name: str) -> str | None:
    """The secret; None where there is none or the store is locked."""
    import keyring
    from keyring.errors import KeyringError

    try:
        return keyring.get_password(SERVICE, name)
    except KeyringError:
        return None
