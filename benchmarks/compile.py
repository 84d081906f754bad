"""How long `check` takes for 1,000 generated calls with their plans, beside the bare YAML parser on the same texts.

    python benchmarks/compile.py [--calls 1000]

Each call is as large as the largest that ships: two callers and a member of staff with fourteen turns between them, two
phrases of its own, three plans; every text is different.  The files are compiled against the shipped company, manners
and rulebook, which are compiled once, as `check` does.  Seconds are of processor time.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from pathlib import Path

import yaml

from simulator.compiler import (
    Source,
    compile_call,
    compile_common,
    compile_company,
    compile_manners,
    compile_plans,
    compile_rulebook,
    render_all,
)
from simulator.model.diagnostic import Diagnostic
from simulator.model.text import Lang

SCENARIOS = Path(__file__).parents[1] / "scenarios"

TURN = """\
      turn{n}:
        say: [我想问一下{n}号合同的事。, 您好，还是{n}号合同的事。]
        situations: [request(zhang_wei), gives(matter)]
        branches:
          - {{hears: [wait, ask_surname], say: 好的，我等。}}
          - {{hears: own{own}, go: turn{next}}}
          - {{happens: held, go: turn{next}}}
        silence: {{say: 喂？听得到吗？}}
"""

CALLER = """\
  caller{n}:
    name: 王建国
    organisation: {{text: 宏达公司, also: [宏达]}}
    phone: "1380013{n:04}"
    line: "{line}"
    rings_at: {line}s
    manner: calm
    voice: {{gender: male}}
    patience: {{hold: 50s}}
    goals: [{{connected: "8001"}}, {{message_for: zhang_wei}}]
    record: {{caller: 王建国, phone: "1380013{n:04}", matter: [合同, [付款, 款项]], for_whom: zhang_wei}}
    start: turn0
    answers:
      - {{hears: ask_surname, say: 我姓王，王建国。}}
    turns:
{turns}"""

CALL = """\
zongji: call/1
id: call{n}
title: 第{n}个来电
status: draft
rulebook: switchboard
company: hengcheng
clock: {{date: "2026-03-16", time: 09:30}}
difficulty: 2
summary: 生成的来电，编号{n}。
clauses: [B4.1.3]
phrases:
{phrases}callers:
{callers}staff:
  "8001":
    name: 张伟
    manner: executive
    start: turn0
    turns:
{turns}events:
  - {{line: "1", fault: noise, at: 25s}}
"""

PLANS = """\
zongji: plans/1
call: call{n}
plans:
{plans}"""

PLAN = """\
  {name}:
    title: 计划{name}
    claim: {{verdict: pass, least: 90}}
    steps:
      - press: answer 1
      - say: 您好，恒城集团。这是{n}号。
      - press: consult 8001
      - wait: extension_answered
      - write: {{caller: 王建国, phone: "13800138000", matter: 合同}}
      - relay: zhang_wei
"""


def turns(count: int) -> str:
    return "".join(TURN.format(n=n, next=(n + 1) % count, own=n % 2) for n in range(count))


def generated(n: int) -> tuple[str, str]:
    """One call and its plans."""
    callers = "".join(CALLER.format(n=2 * n + line, line=line, turns=turns(5)) for line in (1, 2))
    phrases = "".join(f"  own{one}: (请问|那么)您要找第{one}份合同[的事][吗]\n" for one in range(2))
    plans = "".join(PLAN.format(name=name, n=n) for name in ("perfect", "minimum", "critical"))
    return CALL.format(n=n, phrases=phrases, callers=callers, turns=turns(4)), PLANS.format(n=n, plans=plans)


def check(files: list[tuple[str, str]]) -> Iterator[Diagnostic]:
    """Everything `check` compiles: the shared files once, then every call with its plans."""
    company = compile_company(*shipped("companies/hengcheng.yaml"))
    manners = compile_manners(*shipped("manners.yaml"))
    locators = (SCENARIOS / "locators.txt").read_text(encoding="utf-8")
    common = compile_common(**three("general"), locators=locators)
    rulebook = compile_rulebook(**three("switchboard"), locators=locators, commons={"general": common.value})
    yield from (*company.diagnostics, *manners.diagnostics, *common.diagnostics, *rulebook.diagnostics)
    for n, (call_text, plans_text) in enumerate(files):
        call = compile_call(
            call_text, f"call{n}.yaml", company=company.value, rulebook=rulebook.value, manners=manners.value
        )
        plans = compile_plans(
            plans_text, f"call{n}.plans.yaml", call=call.value, rulebook=rulebook.value, company=company.value
        )
        yield from (*call.diagnostics, *plans.diagnostics)


def three(folder: str) -> dict[str, Source]:
    """The three files of a rulebook, or of common rules."""
    return {part: shipped(f"rulebooks/{folder}/{part}.yaml") for part in ("clauses", "phrases", "rules")}


def shipped(name: str) -> Source:
    return Source((SCENARIOS / name).read_bytes(), name)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--calls", type=int, default=1_000)
    files = [generated(n) for n in range(parser.parse_args().calls)]
    size = sum(len(text.encode()) for pair in files for text in pair)
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

    start = time.process_time()
    events = sum(1 for pair in files for text in pair for _ in yaml.parse(text, Loader=loader))
    bare = time.process_time() - start

    start = time.process_time()
    diagnostics = list(check(files))
    ours = time.process_time() - start

    print(f"{len(files)} calls with plans, {size / 1e6:.1f} MB, {events} YAML events")
    print(f"bare parser ({loader.__name__})  {bare:6.2f} s")
    print(f"compile everything          {ours:6.2f} s")
    if diagnostics:
        print(render_all(diagnostics[:10], Lang.EN))
        raise SystemExit(f"{len(diagnostics)} diagnostics: the generated calls are not right")


if __name__ == "__main__":
    main()
