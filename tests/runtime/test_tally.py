"""Statistics over a folder of records, and the table that Excel opens."""

from __future__ import annotations

from pathlib import Path

from simulator.runtime import folders, performance
from simulator.runtime.tally import as_csv, tally
from simulator.runtime.workspace import Workspace


def test_every_record_is_counted_and_the_table_is_safe_for_a_spreadsheet(tmp_path: Path) -> None:
    workspace = Workspace(folders.library())
    loaded = workspace.load_call(workspace.find_call("gm-accepts"))
    plan = performance.plan_of(loaded, "perfect")
    for seed in (1, 2):
        performance.rehearse_in_text(loaded, plan, tmp_path, seed)
    (tmp_path / "not-a-record").mkdir()
    rows = list(tally(tmp_path))
    assert [row.call for row in rows] == ["gm-accepts", "gm-accepts"]
    assert all((row.statistics.incoming, row.statistics.answered) == (1, 1) for row in rows)
    assert all(row.statistics.reached == {"8001": 1} for row in rows)
    table = as_csv(rows)
    assert table.startswith("\ufeffrecord,call,trainee,started,incoming")
    assert table.count("\n") == 3
