"""What every kind of file and every field of one is for, in Chinese, as an editor shows it while a trainer writes.

The key is the record as ``decode`` reads it, the value its own description and those of its fields.
"""

from __future__ import annotations

from collections.abc import Mapping

from simulator.compiler.descriptions.call import CALL
from simulator.compiler.descriptions.checks import CHECKS
from simulator.compiler.descriptions.company import COMPANY
from simulator.compiler.descriptions.course import COURSE
from simulator.compiler.descriptions.described import Described
from simulator.compiler.descriptions.manners import MANNERS
from simulator.compiler.descriptions.rulebook import RULEBOOK

DESCRIPTIONS: Mapping[type, Described] = {**COMPANY, **MANNERS, **RULEBOOK, **CHECKS, **CALL, **COURSE}
