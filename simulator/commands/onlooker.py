"""Shows a call in the terminal while it goes on."""

from __future__ import annotations

from rich.console import Console
from rich.text import Text as Styled

from simulator.model import wording
from simulator.model.effects import Effect, Record, Refuse
from simulator.model.events import Event
from simulator.model.log import Entry
from simulator.model.moments import Fact
from simulator.model.text import Lang
from simulator.records.conversation import Part, Passage, passages_of
from simulator.records.terminal import plain
from simulator.runtime.call import Call
from simulator.session.scene import Scene

STYLES = {
    Part.TRAINEE: "bold cyan",
    Part.CALLER: "yellow",
    Part.COLLEAGUE: "magenta",
    Part.ATTENDANT: "magenta",
    Part.BOARD: "dim",
}


class Onlooker:
    """A ``Watcher`` that prints everything said and done, with its time."""

    def __init__(self, console: Console, lang: Lang) -> None:
        self._console = console
        self._lang = lang

    def stepped(self, call: Call, t: int, event: Event, effects: tuple[Effect, ...]) -> None:
        self.show(call.scene, t, event, effects)

    def show(self, scene: Scene, t: int, event: Event | Fact, effects: tuple[Effect, ...]) -> None:
        """What one input brought about."""
        facts = [effect.fact for effect in effects if isinstance(effect, Record)]
        step = [Entry(n, t, body) for n, body in enumerate((event, *facts))]
        for passage in passages_of(step, scene.script, scene.company):
            self._show(passage)
        for effect in effects:
            if isinstance(effect, Refuse):
                self._print(
                    t,
                    Styled(
                        f"{wording.KEYS[effect.key][self._lang]}：{wording.REFUSALS[effect.why][self._lang]}", "red"
                    ),
                )

    def _show(self, passage: Passage) -> None:
        words = plain(passage.text[self._lang])
        if passage.part is Part.BOARD:
            key = f"[{passage.key[self._lang]}] " if passage.key is not None else ""
            line = Styled(f"{key}{words}".rstrip(), STYLES[passage.part])
        else:
            line = Styled.assemble((f"{plain(passage.name[self._lang])}：", STYLES[passage.part]), words)
        for remark in passage.remarks:
            line.append(f"（{remark[self._lang]}）", "dim")
        for name, value in passage.fields:
            line.append(f"\n         {name[self._lang]}：{plain(value)}", "dim")
        self._print(passage.at, line)

    def _print(self, t: int, line: Styled) -> None:
        clock = f"{t // 60_000:02}:{t // 1000 % 60:02}.{t // 100 % 10}  "
        self._console.print(Styled.assemble((clock, "dim"), line))
