"""The page in a real browser: its own script runs under its own policy, and nothing else does."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from simulator.records.page import scorecard_page

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = [
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
]


class Recording:
    media_type = "audio/mpeg"
    data = b"not really sound"


@pytest.mark.skipif(BROWSER is None, reason="chromium is not installed")
def test_the_script_runs_and_readies_the_buttons(case: Any, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    html = scorecard_page(case.card, case.log, case.script, case.company, case.rulebook, Recording())
    page.write_text(html.replace("</main>", "<script>document.title = 'foreign'</script></main>"), encoding="utf-8")
    assert BROWSER is not None
    shown = subprocess.run(
        [BROWSER, *QUIET, f"--user-data-dir={tmp_path / 'profile'}", "--dump-dom", page.as_uri()],
        capture_output=True,
        check=True,
        timeout=120,
    ).stdout.decode("utf-8")
    assert shown.count('aria-pressed="false"') == 9
    assert 'class="play" hidden' not in shown
    assert "<title>通话成绩单" in shown
