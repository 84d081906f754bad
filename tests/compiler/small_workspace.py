"""The bench's files as a trainer's workspace on disk."""

from __future__ import annotations

import shutil
from pathlib import Path

from tests.compiler.bench import HERE

PLACES = {
    "company": "companies/hengcheng.yaml",
    "manners": "manners.yaml",
    "common": "rulebooks/general/rules.yaml",
    "common-clauses": "rulebooks/general/clauses.yaml",
    "common-phrases": "rulebooks/general/phrases.yaml",
    "clauses": "rulebooks/switchboard/clauses.yaml",
    "phrases": "rulebooks/switchboard/phrases.yaml",
    "rules": "rulebooks/switchboard/rules.yaml",
    "call": "calls/switchboard/demo.yaml",
    "plans": "calls/switchboard/demo.plans.yaml",
    "course": "courses/basics.yaml",
}


def write_workspace(folder: Path, **texts: str) -> Path:
    """A workspace without faults; ``texts`` take the place of the files of their kinds."""
    for kind, place in PLACES.items():
        file = folder / place
        file.parent.mkdir(parents=True, exist_ok=True)
        if kind in texts:
            file.write_text(texts[kind], encoding="utf-8")
        else:
            shutil.copyfile(HERE / "base" / f"{kind}.yaml", file)
    shutil.copyfile(HERE / "base" / "locators.txt", folder / "locators.txt")
    return folder
