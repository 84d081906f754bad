"""The one matcher: it decides how a caller reacts and how a phrase is graded.

In: the text of an utterance, and phrases as templates (grammar in ``grammar``).  Out: matches with score, span, names
and the alignment syllable by syllable.  Pure; vendor tables come in through ``tables`` alone.

    text      --normal-->   characters with origins  --heard-->      units with their sounds
    template  --grammar-->  tree                     --automaton-->  positions with their keys
                            tree                     --outline-->    what it requires, order aside
    units and outline    --reach-->  what may be said at all
    units and positions  --align-->  alignments  --search-->  matches

Most templates are ruled out by their outline, and most places of the others by the same bound (``reach``); nothing is
left out that could count, so this changes how long an answer takes and never the answer.

Every required syllable is aligned with what was heard (costs in ``sounds``), and ``score = 1 - cost / syllables``.

- ``yes`` and ``almost`` are the phrase's thresholds (0.80, 0.70); for variants of up to five syllables 0.90 and 0.80.
- A content syllable that sounds altogether different, or is missing, costs 2, so that a phrase of fewer than ten
  syllables cannot lose a word that bears its meaning and still be said (感谢您的来信 is not 感谢您的来电).  Function
  words (``required.FUNCTION_WORDS``) cost 1.
- Negation: a required 不 没 未 must be heard; one that is heard and not required, inside the phrase or right before it,
  undoes it.  是不是, 要不, 对不起 deny nothing.
- 您 and 你 are the same syllable, and cost nothing where they are extra; so do 嗯 啊 呃.
- Numbers are equal or not.  Persons' names need the surname's very syllable and every other within 0.25; the names of
  companies, departments and offices have thresholds of their own (0.90 from four syllables on), so that a long phrase
  around them cannot excuse them.  A name that is only near makes the phrase almost understood, never more.
- Forbidden phrases: the very syllables, with tones where there are three or fewer, nothing between; ``unless`` excuses.
- Tones break ties and decide nothing else.
"""

from simulator.phrases.addresses import contains_address
from simulator.phrases.aloud import laid_beside
from simulator.phrases.compiled import PhraseProblem, phrase_problems
from simulator.phrases.digits import DigitDiff, DigitRun, compare_digits, contains_digits, spoken_digits
from simulator.phrases.extended import Extended
from simulator.phrases.grammar import SLOTS, Template, TemplateError, parse_template
from simulator.phrases.lexicon import MATCHER_VERSION, Hearing, Lexicon, matcher_id
from simulator.phrases.match import Match, Understanding
from simulator.phrases.names import NameVerdict, compare_name, contains_name, slots_of
from simulator.phrases.normal import Normal, character_count, normalise
from simulator.phrases.recalling import Recalling
from simulator.phrases.sampling import sample
from simulator.phrases.tables import simplified, tables_digest

__all__ = [
    "MATCHER_VERSION",
    "SLOTS",
    "DigitDiff",
    "DigitRun",
    "Extended",
    "Hearing",
    "Lexicon",
    "Match",
    "NameVerdict",
    "Normal",
    "PhraseProblem",
    "Recalling",
    "Template",
    "TemplateError",
    "Understanding",
    "character_count",
    "compare_digits",
    "compare_name",
    "contains_address",
    "contains_digits",
    "contains_name",
    "laid_beside",
    "matcher_id",
    "normalise",
    "parse_template",
    "phrase_problems",
    "sample",
    "simplified",
    "slots_of",
    "spoken_digits",
    "tables_digest",
]
