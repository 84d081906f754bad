"""What to say to make somebody take a certain branch: wordings of its phrases, until the matcher takes one that way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import product

from simulator.model.rulebook import Phrase
from simulator.model.script import Actor, Branch, Turn
from simulator.model.temper import Mood
from simulator.phrases import Understanding, sample, slots_of
from simulator.session.choice import choose
from simulator.session.replies import hearing, hit
from simulator.session.scene import Scene

WORDINGS = 12
"""Of each phrase, tried in an order that the seed decides."""
NONSENSE = ("窗外的树叶绿了", "昨晚那场球踢得真热闹", "七里香开了一院子", "猫趴在瓦上打盹")
_BLUR = "啦吧呀嘛"


class Utterances:
    """Finds and remembers what to say.  ``scene.lexicon`` decides what is understood."""

    def __init__(self, scene: Scene) -> None:
        own = {name: Phrase(name, full=(template,)) for name, template in scene.script.phrases.items()}
        self._scene = scene
        self._phrases = {**scene.rulebook.phrases, **own}
        self._slots = slots_of(scene.company)
        self._wordings: dict[str, tuple[str, ...]] = {}

    def taking(self, actor: Actor, turn: Turn, branch: Branch, mood: Mood) -> str | None:
        """A sentence that makes the actor take this branch (or this answer) in this turn, should it put them into that
        mood or leave them in it; None where none was found."""

        def leads_there(text: str) -> bool:
            return any(one is branch for one in taken(hearing(actor, turn, mood), self._yes(text)))

        return next(filter(leads_there, self._of(branch)), None)

    def almost(self, actor: Actor, turn: Turn) -> str | None:
        """A sentence of which the actor understands half in this turn."""
        branches = [branch for branch in (*turn.branches, *actor.answers) if branch.hears]
        wanted = {phrase for branch in branches for phrase in branch.hears}
        for text in _blurred(text for branch in branches for text in self._of(branch)):
            matches = self._scene.lexicon.match(text)
            yes = {match.phrase for match in matches if match.understood is Understanding.YES}
            if not yes & wanted and any(match.phrase in wanted for match in matches):
                return text
        return None

    def saying(self, phrase: str) -> str | None:
        """A sentence that says a phrase; None where the rulebook has no such phrase."""
        wordings = self._wordings_of(phrase) if phrase in self._phrases else ()
        return next((text for text in wordings if phrase in self._yes(text)), None)

    def nonsense(self) -> str | None:
        """A sentence that means nothing to anybody."""
        return next((text for text in NONSENSE if not self._scene.lexicon.match(text)), None)

    def instead(self, branch: Branch) -> str:
        """What a wording of the branch's phrases is taken for."""
        text = next(self._of(branch), "")
        return "、".join(sorted(self._yes(text)))

    def _of(self, branch: Branch) -> Iterator[str]:
        return (text for phrase in branch.hears for text in self._wordings_of(phrase))

    def _yes(self, text: str) -> set[str]:
        matches = self._scene.lexicon.match(text)
        return {match.phrase for match in matches if match.understood is Understanding.YES}

    def _wordings_of(self, name: str) -> tuple[str, ...]:
        if name not in self._wordings:
            left = list(sample(self._phrases[name], self._slots, WORDINGS, self._phrases))
            drawn: list[str] = []
            while left:
                drawn.append(choose(left, self._scene.seed, name, len(drawn)))
                left.remove(drawn[-1])
            self._wordings[name] = tuple(drawn)
        return self._wordings[name]


def taken(branches: Sequence[Branch], yes: set[str]) -> list[Branch]:
    """Of the branches that listen, those taken when these phrases are understood: all that only speak, and the first
    that moves."""
    found = hit(branches, yes)
    moving = [branch for branch in found if branch.go]
    return [branch for branch in found if not branch.go or branch is moving[0]]


def _blurred(texts: Iterable[str]) -> Iterator[str]:
    """Sentences with one or two characters said as others."""
    for text in texts:
        for n, blur in product(range(len(text)), _BLUR[:1]):
            yield text[:n] + blur + text[n + 1 :]
        for n in range(len(text) - 1):
            yield text[:n] + _BLUR[1] + _BLUR[2] + text[n + 2 :]
