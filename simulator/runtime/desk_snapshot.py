"""A call that goes on, as the window sees it: a ``Watcher`` that publishes a snapshot after every step."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace

from scoring.verdict import DEGRADED
from simulator.model.effects import Effect, Record, Refuse, Say
from simulator.model.events import Degraded, Event, HelpUsed
from simulator.model.log import Entry
from simulator.model.moments import Fact, Moment
from simulator.model.text import Lang, Text, heading
from simulator.model.wording import PARTIES
from simulator.records.conversation import Part, Passage, party_name, passages_of
from simulator.records.wording import LEAKS
from simulator.runtime.call import Call
from simulator.session.scene import Scene, is_attendant
from simulator.ui.shown import Caption, Hint, Snapshot, Speaker

Hints = Callable[[Sequence[Entry], Scene, int], tuple[Hint, ...]]
"""What the rules expect next after these entries of the log, at this session time (ms)."""

_MISSING = Text("条件受限：{why}", "Something is missing: {why}")
_ALARM = Text("警报：{text}", "Alarm: {text}")
CALLER = heading(PARTIES["caller"])
"""What an outside caller is called while the call goes on: who it is, the operator has to ask."""
_SPEAKERS = {
    Part.TRAINEE: Speaker.TRAINEE,
    Part.CALLER: Speaker.CALLER,
    Part.COLLEAGUE: Speaker.COLLEAGUE,
    Part.ATTENDANT: Speaker.ATTENDANT,
    Part.BOARD: Speaker.BOARD,
}


class Publisher:
    """Keeps the present snapshot.  ``stepped`` is called by the call's thread, ``snapshot`` from any.

    Hints take a while to find, so they come from a thread of their own, for the latest step only.
    """

    def __init__(self, lang: Lang, hints: Hints | None = None) -> None:
        self._lang = lang
        self._hints = hints
        self._changed = threading.Condition()
        self._snapshot: Snapshot | None = None
        self._entries: list[Entry] = []
        self._captions: list[Caption] = []
        self._lines: dict[int, int] = {}  # speech -> place of its caption
        self._asked: int | None = None  # number of entries for which hints are wanted
        self._hinted = 0  # and for which they have been found
        self._closed = False
        self.missing: frozenset[str] = frozenset()
        """What has been lost, as ``Degraded`` names it."""
        if hints is not None:
            threading.Thread(target=self._find_hints, name="hints", daemon=True).start()

    @property
    def snapshot(self) -> Snapshot | None:
        """The call as it stands; None before its first step."""
        return self._snapshot

    def hinted(self, seconds: float) -> bool:
        """Wait until the hints are those of the latest step, at most so long; whether they are."""
        with self._changed:
            return self._changed.wait_for(lambda: self._hinted == len(self._entries), seconds)

    def close(self) -> None:
        with self._changed:
            self._closed = True
            self._changed.notify_all()

    def stepped(self, call: Call, t: int, event: Event, effects: tuple[Effect, ...]) -> None:
        facts = [effect.fact for effect in effects if isinstance(effect, Record)]
        if isinstance(event, Degraded):
            self.missing |= {event.why}
        with self._changed:
            first = len(self._entries) + 1
            step = [Entry(n, t, body) for n, body in enumerate((event, *facts), first)]
            self._entries += step
            self._listen(call.scene, t, step, effects)
            self._snapshot = self._after(call, t, event, facts, effects)
            self._asked = len(self._entries)
            self._changed.notify_all()

    def _after(self, call: Call, t: int, event: Event, facts: Sequence[Fact], effects: tuple[Effect, ...]) -> Snapshot:
        was = self._snapshot or Snapshot(call.scene, call.state, t)
        refusals = [(effect.key, effect.why) for effect in effects if isinstance(effect, Refuse)]
        return replace(
            was,
            state=call.state,
            t=t,
            captions=tuple(self._captions),
            refused=refusals[-1] if refusals else was.refused,
            refusals=was.refusals + len(refusals),
            help_used=was.help_used + isinstance(event, HelpUsed),
            callbacks=_callbacks(was.callbacks, facts),
            notices=(*was.notices, *_notices(facts)),
        )

    # --- captions ----------------------------------------------------------------------------------------------------

    def _listen(self, scene: Scene, t: int, step: list[Entry], effects: Sequence[Effect]) -> None:
        """A voice is shown as soon as it sounds; what the trainee said, once it is recognised."""
        others = [one for one in step if not (isinstance(one.body, Fact) and one.body.moment is Moment.SAID)]
        for passage in passages_of(others, scene.script, scene.company):
            self._captions.append(self._caption(passage, scene))
        for entry in step:
            if isinstance(entry.body, Fact) and entry.body.moment is Moment.SAID:
                self._said(entry.body)
        for effect in effects:
            if isinstance(effect, Say) and (effect.audible or is_attendant(effect.actor)):
                self._lines[effect.speech] = len(self._captions)
                name = (CALLER if effect.actor in scene.script.callers else _named(effect.actor, scene))[self._lang]
                self._captions.append(Caption(t, _speaker(effect.actor), name, effect.line.text))

    def _caption(self, passage: Passage, scene: Scene) -> Caption:
        words, name = passage.text[self._lang], passage.name[self._lang]
        for caller in scene.script.callers:
            known = _named(caller, scene)[self._lang]
            words, name = words.replace(known, CALLER[self._lang]), name.replace(known, CALLER[self._lang])
        key = f"[{passage.key[self._lang]}] " if passage.key is not None else ""
        return Caption(passage.at, _SPEAKERS[passage.part], name, f"{key}{words}".rstrip())

    def _said(self, fact: Fact) -> None:
        """A line has been cut short: the caption says so."""
        speech = fact.detail.get("speech")
        place = self._lines.pop(speech, None) if isinstance(speech, int) else None
        if place is not None and fact.detail.get("interrupted"):
            self._captions[place] = replace(self._captions[place], text=self._captions[place].text + " ——")

    # --- hints -------------------------------------------------------------------------------------------------------

    def _find_hints(self) -> None:
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._closed or self._asked is not None)
                if self._closed:
                    return
                entries, snapshot = tuple(self._entries), self._snapshot
                self._asked = None
            if snapshot is None or self._hints is None:
                continue
            found = self._hints(entries, snapshot.scene, snapshot.t)
            with self._changed:
                if self._snapshot is not None:
                    self._snapshot = replace(self._snapshot, hints=found)
                self._hinted = len(entries)
                self._changed.notify_all()


def _named(actor: str, scene: Scene) -> Text:
    return party_name(actor, scene.script, scene.company)


def _speaker(actor: str) -> Speaker:
    if is_attendant(actor):
        return Speaker.ATTENDANT
    return Speaker.COLLEAGUE if actor.startswith("ext:") else Speaker.CALLER


def _callbacks(due: tuple[str, ...], facts: Sequence[Fact]) -> tuple[str, ...]:
    """Numbers in the order in which they fell due; one that has been reached is done."""
    for fact in facts:
        number = str(fact.detail.get("number", ""))
        if fact.moment is Moment.CALL_BACK_DUE and number and number not in due:
            due = (*due, number)
        elif fact.moment is Moment.CALLED_BACK:
            due = tuple(other for other in due if other != number)
    return due


def _notices(facts: Sequence[Fact]) -> tuple[Text, ...]:
    found = []
    for fact in facts:
        if fact.moment is Moment.DEGRADED:
            why = str(fact.detail.get("why", ""))
            name = DEGRADED.get(why, Text(why, why))
            found.append(Text(_MISSING.zh.format(why=name.zh), _MISSING.en.format(why=name.en)))
        elif fact.moment is Moment.LEAK_FOUND:
            found.append(LEAKS)
        elif fact.moment is Moment.ALARM and "text" in fact.detail:
            text = str(fact.detail["text"])
            found.append(Text(_ALARM.zh.format(text=text), _ALARM.en.format(text=text)))
    return tuple(found)
