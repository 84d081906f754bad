"""The window of the widgets' tests, for screens; and a desk of paper."""

from __future__ import annotations

from tests.ui.widgets.conftest import _display, bench, typeface

__all__ = ["_display", "bench", "typeface"]
