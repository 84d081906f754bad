"""Scoring: a pure function of a call's log, its script, the company, the rulebook and the rulings of people."""

from scoring.explain import Explained, as_text, explain
from scoring.scorer import Scorer, score

__all__ = ["Explained", "Scorer", "as_text", "explain", "score"]
