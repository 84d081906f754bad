"""One transcript out of several."""

from __future__ import annotations

from concurrent.futures import Future

from audio.ears.pieces import Heard, joined, when_all_are_done
from audio.ports import SAMPLE_RATE
from simulator.model.speech import Transcript, Word

HELLO = Transcript("您好", 0.9, (Word("您好", 100, 400, 0.9),), ("你好", "您号"))
BYE = Transcript("再见", 0.6, (Word("再见", 50, 300, 0.6),), ("再建",))


def test_words_keep_their_order_and_their_place_in_the_utterance() -> None:
    whole = joined([Heard(0, SAMPLE_RATE, HELLO), Heard(SAMPLE_RATE, 2 * SAMPLE_RATE, BYE)], "whisper")
    assert whole.text == "您好再见"
    assert [(word.text, word.start, word.end) for word in whole.words] == [("您好", 100, 400), ("再见", 1_050, 1_300)]
    assert round(whole.confidence, 6) == 0.7
    assert whole.engine == "whisper"


def test_every_alternative_of_a_piece_is_in_one_of_the_whole() -> None:
    whole = joined([Heard(0, 100, HELLO), Heard(100, 100, BYE)], "")
    assert whole.alternatives == ("你好再建", "您号再见")


def test_pieces_without_words_count_for_nothing() -> None:
    whole = joined([Heard(0, 100, HELLO), Heard(100, 900, Transcript("", 0.0))], "")
    assert (whole.text, whole.confidence, whole.alternatives) == ("您好", 0.9, HELLO.alternatives)
    assert joined([], "whisper") == Transcript("", 0.0, engine="whisper")


def test_the_whole_waits_for_all_in_any_order() -> None:
    parts: list[Future[Transcript]] = [Future(), Future()]
    whole = when_all_are_done(parts, lambda heard: Transcript("".join(one.text for one in heard)))
    parts[1].set_result(BYE)
    assert not whole.done()
    parts[0].set_result(HELLO)
    assert whole.result(timeout=0).text == "您好再见"


def test_the_whole_fails_with_a_piece_and_is_cancelled_with_one() -> None:
    failed: list[Future[Transcript]] = [Future(), Future()]
    whole = when_all_are_done(failed, lambda heard: heard[0])
    failed[0].set_exception(OSError("gone"))
    failed[1].set_result(BYE)
    assert isinstance(whole.exception(timeout=0), OSError)
    dropped: list[Future[Transcript]] = [Future(), Future()]
    whole = when_all_are_done(dropped, lambda heard: heard[0])
    dropped[0].set_result(HELLO)
    dropped[1].cancel()
    assert whole.cancelled()


def test_a_whole_that_nobody_wants_any_more_is_no_error() -> None:
    part: Future[Transcript] = Future()
    whole = when_all_are_done([part], lambda heard: heard[0])
    whole.cancel()
    part.set_result(HELLO)
    assert whole.cancelled()
