"""What makes people on the telephone angry, what calms them, and how they bear, speak and choose their words then."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from simulator.model.effects import Effect, Record, Say
from simulator.model.events import (
    Event,
    Heard,
    KeyPressed,
    SpeechBegan,
    SpeechPaused,
    Start,
    TimerFired,
    VoiceEnded,
)
from simulator.model.moments import Fact, Moment, MomentRef
from simulator.model.rulebook import Phrase
from simulator.model.script import Branch, KeyName, Line, Patience, Turn
from simulator.model.speech import Source, Transcript, Utterance
from simulator.model.temper import Annoyance, Mood, Temper
from simulator.model.units import Ms
from simulator.phrases import Lexicon, slots_of
from simulator.session.scene import Scene, lexicon_for
from simulator.session.state import State
from simulator.session.step import initial, step

from .conftest import lines
from .playbook import play
from .test_dialogue import telling, with_actor, with_opening
from .test_switchboard import GREETED, RINGING

TEMPER = Temper(2, soothed_by=("sorry", "understand", "unknown_here"), angered_by=("mistaken", "rude"))


@pytest.fixture
def tense(scene: Scene) -> Scene:
    """The same office with a caller who begins tense, and phrases that move him."""
    added = [
        Phrase("sorry", full=("实在对不起",)),
        Phrase("understand", full=("我理解您的心情",)),
        Phrase("mistaken", full=("您弄错电话了",)),
        Phrase("rude", full=("你急什么急",), forbidden=True),
    ]
    rulebook = replace(scene.rulebook, phrases={**scene.rulebook.phrases, **{one.id: one for one in added}})
    lexicon = lexicon_for(
        scene.script, scene.company, rulebook, Lexicon.build(rulebook.phrases, slots_of(scene.company))
    )
    return with_temper(replace(scene, rulebook=rulebook, lexicon=lexicon), TEMPER)


def with_temper(scene: Scene, temper: Temper | None, **changes: Any) -> Scene:
    manner = replace(scene.script.callers["wang"].actor.manner, temper=temper, **changes)
    return with_actor(scene, manner=manner)


class Conversation:
    """A call after the greeting: what is said to the caller, and what comes of it."""

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.state: State = play(scene, GREETED)
        self.t = 10_000
        self.utterances = 1

    def say(self, words: str) -> tuple[Effect, ...]:
        self.utterances += 1
        self.t += 3_000
        utterance = Utterance(self.utterances, self.t - 2_000, self.t - 720, Source.VOICE)
        return self.step(Heard(utterance, Transcript(words)))

    def step(self, event: Event) -> tuple[Effect, ...]:
        self.state, effects = step(self.scene, self.state, self.t, event)
        for effect in effects:
            if isinstance(effect, Say):
                self.t += 1_000
                self.state, more = step(self.scene, self.state, self.t, VoiceEnded(effect.speech, 1_000, complete=True))
                effects += more
        return effects


def levels(effects: tuple[Effect, ...]) -> list[object]:
    """The levels come to, in order."""
    return [fact.detail["level"] for fact in facts(effects) if fact.moment in (Moment.ANGERED, Moment.SOOTHED)]


def facts(effects: tuple[Effect, ...]) -> list[Fact]:
    return [effect.fact for effect in effects if isinstance(effect, Record)]


def said(effects: tuple[Effect, ...]) -> list[str]:
    return [effect.line.text for effect in effects if isinstance(effect, Say)]


# --- words -----------------------------------------------------------------------------------------------------------


def test_words_that_soothe_and_words_that_anger_are_stated_with_the_mood_they_bring(tense: Scene) -> None:
    play(
        tense,
        GREETED
        + """
        >> 12000 heard 2 实在对不起
        << fact understood line=1 actor=wang utterance=2 to=wang verdict=yes phrases=sorry
        << fact soothed line=1 actor=wang about=calm level=1 was=2 by=sorry
        >> 22000 heard 3 您弄错电话了
        << fact understood line=1 actor=wang utterance=3 to=wang verdict=yes phrases=mistaken
        << fact angered line=1 actor=wang about=tense level=2 was=1 by=mistaken
        """,
    )


def test_the_same_apology_helps_once_until_something_angers_anew(tense: Scene) -> None:
    talk = Conversation(tense)
    assert levels(talk.say("实在对不起")) == [1]
    assert levels(talk.say("实在对不起")) == []
    assert levels(talk.say("我理解您的心情")) == [0]
    assert levels(talk.say("您弄错电话了")) == [1]
    assert levels(talk.say("实在对不起")) == [0]


def test_saying_everything_at_once_helps_no_more_than_one_of_it(tense: Scene) -> None:
    talk = Conversation(tense)
    assert levels(talk.say("实在对不起，我理解您的心情")) == [1]
    assert levels(talk.say("我理解您的心情")) == []


def test_a_forbidden_phrase_counts_twice_and_an_apology_with_it_takes_one_off(tense: Scene) -> None:
    assert levels(Conversation(tense).say("你急什么急")) == [4]
    assert levels(Conversation(tense).say("实在对不起，你急什么急")) == [3]


def test_an_utterance_that_does_both_equally_moves_nobody(tense: Scene) -> None:
    talk = Conversation(tense)
    assert levels(talk.say("实在对不起，您弄错电话了")) == []
    assert levels(talk.say("实在对不起")) == []  # used up all the same


def test_nobody_without_a_temper_is_moved(tense: Scene) -> None:
    talk = Conversation(with_temper(tense, None))
    assert levels(talk.say("你急什么急")) == []


def test_being_asked_again_for_what_has_been_told(tense: Scene) -> None:
    talk = Conversation(telling(tense))
    assert levels(talk.say("请问您贵姓")) == []
    (angered,) = [fact for fact in facts(talk.say("请问您贵姓")) if fact.moment is Moment.ANGERED]
    assert angered.detail["by"] == ["asked_again"]
    assert levels(talk.say("请问您有什么事情")) == []


# --- happenings ------------------------------------------------------------------------------------------------------


def test_a_caller_held_for_too_long(tense: Scene) -> None:
    play(
        tense,
        GREETED
        + """
        >> 8000 press hold
        << fact held line=1 actor=wang auto=False
        >> 46250 timer hold:1
        << fact hold_reminder line=1 actor=wang hold_ms=38250
        << fact angered line=1 actor=wang about=angry level=3 was=2 by=held_long
        """,
    )


def test_a_caller_met_with_silence(tense: Scene) -> None:
    play(
        tense,
        GREETED
        + """
        >> 12720 timer silence:wang
        << fact angered line=1 actor=wang about=angry level=3 was=2 by=silence
        << say 2 wang 喂？
        """,
    )


def test_a_caller_talked_over(tense: Scene) -> None:
    play(
        tense,
        RINGING
        + """
        >> 2000 press answer 1
        << silence line:1
        << fact answered line=1 actor=wang ring_ms=2000
        >> 4720 heard 1 您好恒城集团
        << fact understood line=1 actor=wang utterance=1 to=wang verdict=yes phrases=greeting
        << say 1 wang 你好，我找一下张总。
        >> 5000 speaks 2
        >> 6200 timer yield:1
        << hush 1
        << fact angered line=1 actor=wang about=angry level=3 was=2 by=talked_over
        """,
    )


def test_a_caller_who_comes_back_from_a_transfer(tense: Scene) -> None:
    play(
        tense,
        GREETED
        + """
        >> 8000 press transfer 8000
        << fact dialled line=1 actor=wang extension=8000 private=False
        >> 8800 timer reach:8000
        << fact extension_busy line=1 actor=wang extension=8000 private=False
        << tone ext:8000 busy
        >> 10900 timer refused:8000
        << silence ext:8000
        << fact returned line=1 actor=wang extension=8000
        << fact angered line=1 actor=wang about=angry level=3 was=2 by=sent_back
        """,
    )


def test_a_caller_who_comes_back_when_nobody_is_there(tense: Scene) -> None:
    play(
        tense,
        GREETED
        + """
        >> 8000 press transfer 8000
        << fact dialled line=1 actor=wang extension=8000 private=False
        >> 8400 press release
        << fact released line=1 actor=wang connected=False reason=passed_on
        >> 8800 timer reach:8000
        << fact extension_busy line=1 actor=wang extension=8000 private=False
        << tone ext:8000 busy
        >> 10900 timer refused:8000
        << silence ext:8000
        << tone line:1 ring
        << fact ringing line=1 actor=wang urgent=False recall=True
        << fact angered line=1 actor=wang about=angry level=3 was=2 by=sent_back
        """,
    )


def test_only_what_annoys_this_caller_counts(tense: Scene) -> None:
    talk = Conversation(with_temper(tense, replace(TEMPER, annoyed_by=(Annoyance.HELD_LONG,))))
    assert levels(talk.step(TimerFired("silence:wang"))) == []


# --- what it does ----------------------------------------------------------------------------------------------------

MOODY = (
    Line("怎么样了？"),
    Line("快点儿行不行！", temper=(Mood.TENSE, Mood.ANGRY)),
    Line("你们太不像话了！", temper=(Mood.ANGRY,)),
)


def test_lines_for_the_mood_go_before_those_for_none(tense: Scene) -> None:
    talk = Conversation(with_temper(tense, TEMPER, otherwise=MOODY, patience=Patience(repeats=9)))
    assert said(talk.say("今天天气真好")) == ["快点儿行不行！"]
    talk.say("实在对不起")
    assert said(talk.say("今天天气真好")) == ["怎么样了？"]
    talk.say("你急什么急")
    assert said(talk.say("今天天气真好"))[0] in ("快点儿行不行！", "你们太不像话了！")


def test_the_seed_decides_among_the_lines_for_a_mood(tense: Scene) -> None:
    furious = with_temper(tense, replace(TEMPER, starts=4), otherwise=MOODY)
    heard = {said(Conversation(replace(furious, seed=seed)).say("今天天气真好"))[0] for seed in range(20)}
    assert heard == {"快点儿行不行！", "你们太不像话了！"}


def test_a_branch_for_the_mood_takes_the_words_from_the_branch_for_none(tense: Scene) -> None:
    branches = (
        Branch(hears=("wait", "sorry"), say=lines("好的。")),
        Branch(hears=("wait",), temper=(Mood.TENSE,), say=lines("又要等？")),
    )
    talk = Conversation(with_opening(tense, branches=branches))
    assert said(talk.say("请稍等")) == ["又要等？"]
    assert said(talk.say("实在对不起")) == ["好的。"]
    assert said(talk.say("请稍等")) == ["好的。"]


def test_words_work_on_the_temper_before_they_are_answered(tense: Scene) -> None:
    branches = (
        Branch(hears=("sorry",), temper=(Mood.CALM,), say=lines("没关系。")),
        Branch(hears=("sorry",), say=lines("哼！")),
    )
    assert said(Conversation(with_opening(tense, branches=branches)).say("实在对不起")) == ["没关系。"]


def test_a_branch_may_wait_for_somebody_to_calm_down(tense: Scene) -> None:
    branches = (Branch(happens=MomentRef(Moment.SOOTHED, "calm"), say=lines("那我慢慢跟你说。"), go="waiting"),)
    talk = Conversation(with_opening(tense, branches=branches))
    assert said(talk.say("实在对不起")) == ["那我慢慢跟你说。"]
    assert talk.state.parties["wang"].turn == "waiting"


def test_an_event_may_be_taken_by_mood(tense: Scene) -> None:
    branches = (
        Branch(happens=MomentRef(Moment.EXTENSION_BUSY), say=lines("占线吗？")),
        Branch(happens=MomentRef(Moment.EXTENSION_BUSY), temper=(Mood.TENSE,), say=lines("又占线！")),
    )
    talk = Conversation(with_opening(tense, branches=branches))
    talk.step(KeyPressed(KeyName.TRANSFER, "8000"))
    assert said(talk.step(TimerFired("reach:8000"))) == ["又占线！"]


@pytest.mark.parametrize(("level", "silence", "hold"), [(0, 6000, 45000), (2, 5100, 38250), (3, 4200, 31500)])
def test_patience_shrinks(tense: Scene, level: int, silence: int, hold: int) -> None:
    scene = with_temper(tense, replace(TEMPER, starts=level))
    play(
        scene,
        f"""
        >> 8000 press hold
        << fact held line=1 actor=wang auto=False
        << timer hold:1 {8000 + hold}
        """,
        play(scene, GREETED),
    )
    play(
        scene,
        f"""
        >> 8000 speaks 2
        << cancel silence:wang
        >> 9000 dropped 2
        << timer silence:wang {9000 + silence}
        """,
        play(scene, GREETED),
    )


@pytest.mark.parametrize(("level", "repeats", "left"), [(1, 4, 4), (3, 4, 3), (4, 4, 2), (4, 1, 1), (4, 0, 0)])
def test_an_angry_caller_says_it_fewer_times(tense: Scene, level: int, repeats: int, left: int) -> None:
    temper = replace(TEMPER, starts=level, furious_after=20)
    talk = Conversation(with_temper(tense, temper, patience=Patience(repeats=repeats)))
    assert sum(bool(said(talk.say("今天天气真好"))) for _ in range(6)) == left


@pytest.mark.parametrize(("level", "pace"), [(0, 100), (1, 100), (2, 106), (3, 112), (4, 112)])
def test_angry_people_speak_faster(tense: Scene, level: int, pace: int) -> None:
    talk = Conversation(with_temper(tense, replace(TEMPER, starts=level)))
    (line,) = [effect for effect in talk.say("今天天气真好") if isinstance(effect, Say)]
    assert line.pace == pace


# --- enough ----------------------------------------------------------------------------------------------------------

FURIOUS = replace(TEMPER, starts=4, furious_after=1)


def test_somebody_furious_hangs_up_at_the_turn_after_those_that_they_bear(tense: Scene) -> None:
    talk = Conversation(with_temper(tense, FURIOUS))
    assert said(talk.say("今天天气真好")) == ["我找张总。"]
    effects = talk.say("今天天气真好")
    assert said(effects) == ["算了。"]
    assert [fact.detail for fact in facts(effects) if fact.moment is Moment.HUNG_UP] == [{"reason": "temper"}]


def test_without_last_words_they_just_hang_up(tense: Scene) -> None:
    talk = Conversation(with_temper(tense, replace(FURIOUS, furious_after=0), give_up=()))
    assert facts(talk.say("今天天气真好"))[-1].moment is Moment.HUNG_UP


def test_the_turn_that_makes_somebody_furious_does_not_count(tense: Scene) -> None:
    talk = Conversation(with_temper(tense, replace(FURIOUS, starts=2)))
    assert levels(talk.say("你急什么急")) == [4]
    assert said(talk.say("今天天气真好")) == ["我找张总。"]
    assert said(talk.say("今天天气真好")) == ["算了。"]


def test_who_has_been_soothed_bears_as_much_again(tense: Scene) -> None:
    talk = Conversation(with_temper(tense, FURIOUS))
    talk.say("今天天气真好")
    assert levels(talk.say("实在对不起")) == [3]
    assert levels(talk.say("您弄错电话了")) == [4]
    assert said(talk.say("今天天气真好")) != ["算了。"]
    assert said(talk.say("今天天气真好")) == ["算了。"]


def test_words_that_lead_on_come_in_time(tense: Scene) -> None:
    talk = Conversation(with_temper(tense, FURIOUS))
    talk.say("今天天气真好")
    assert said(talk.say("请稍等")) == ["好的。"]
    assert talk.state.parties["wang"].turn == "waiting"


def test_the_script_may_have_a_turn_for_it_once(tense: Scene) -> None:
    turns = tense.script.callers["wang"].actor.turns
    demand = Turn("demand", say=lines("叫你们领导来！"))
    talk = Conversation(with_actor(with_temper(tense, FURIOUS), furious="demand", turns={**turns, "demand": demand}))
    heard = [said(talk.say("今天天气真好")) for _ in range(4)]
    assert heard == [["我找张总。"], ["叫你们领导来！"], ["我找张总。"], ["算了。"]]


# --- whatever happens ------------------------------------------------------------------------------------------------

WORDS = ["实在对不起", "我理解您的心情", "您弄错电话了", "你急什么急", "请问您贵姓", "请稍等", "今天天气真好"]
EVENTS: list[Event] = [
    *(Heard(Utterance(9, 0, 1, Source.VOICE), Transcript(words)) for words in WORDS),
    *(KeyPressed(key) for key in (KeyName.HOLD, KeyName.CANCEL, KeyName.RELEASE)),
    KeyPressed(KeyName.RETRIEVE, "1"),
    KeyPressed(KeyName.ANSWER, "1"),
    KeyPressed(KeyName.TRANSFER, "8000"),
    SpeechBegan(9),
    SpeechPaused(9),
    *(TimerFired(name) for name in ("silence:wang", "hold:1", "reach:8000", "refused:8000")),
    *(TimerFired(f"yield:{n}") for n in range(1, 4)),
    *(VoiceEnded(n, 500, complete=True) for n in range(1, 12)),
]


def run(scene: Scene, events: list[Event]) -> list[Effect]:
    state, happened = initial(scene), []
    for t, event in enumerate([Start(), TimerFired("caller:wang"), KeyPressed(KeyName.ANSWER, "1"), *events]):
        state, effects = step(scene, state, t * 500, event)
        happened += effects
    return happened


@settings(deadline=None, max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(events=st.lists(st.sampled_from(EVENTS), max_size=40), starts=st.integers(0, 4))
def test_a_temper_stays_within_its_bounds_and_is_the_same_each_time(
    tense: Scene, events: list[Event], starts: int
) -> None:
    temper = replace(TEMPER, starts=starts, furious_after=20)
    scene = with_temper(telling(tense), temper, patience=Patience(Ms(6_000), Ms(45_000), Ms(60_000), repeats=20))
    happened = run(scene, events)
    assert run(scene, events) == happened
    level = starts
    for fact in facts(tuple(happened)):
        if fact.moment in (Moment.ANGERED, Moment.SOOTHED):
            assert fact.detail["was"] == level
            rose = fact.moment is Moment.ANGERED
            level = int(str(fact.detail["level"]))
            assert 0 <= level <= 4
            assert rose == (level > int(str(fact.detail["was"])))
            assert fact.about == ("calm", "calm", "tense", "angry", "angry")[level]
            assert fact.detail["by"]
