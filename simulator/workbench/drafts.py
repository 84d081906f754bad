"""Files from annotated templates: ``<<name>>`` is replaced by a value.

Where it is all that stands after a key, the value is quoted as it needs; inside a sentence it must be a word that needs
no quotes.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from simulator.model.text import Text
from simulator.workbench.yaml_text import Value, flow

_SLOT = re.compile(r"<<(\w+)>>")
_BY_ITSELF = re.compile(r"(?P<before>^\s*(?:- )?|[:{,] |\[)<<(?P<name>\w+)>>(?=\s*(?:#|$|[}\],:]))", re.MULTILINE)
_HEARS = re.compile(r"hears: (\[[^\]]*\]|[\w.-]+),")
_HARMLESS = re.compile(r"[\w（）《》、。，？！；：“”…·./-]+(?: [\w（）《》、。，？！；：“”…·./-]+)*")


class Unfit(ValueError):
    """A value that cannot stand where the template wants it, or is missing."""

    def __init__(self, name: str, text: Text) -> None:
        super().__init__(text.en)
        self.name = name
        self.text = text


def hearing(template: str, phrases: Collection[str]) -> str:
    """The template of a call with only those phrases to be heard that the rulebook has; a branch that would hear
    nothing goes, and so does a list without a branch."""
    kept: list[str] = []
    for line in reversed(template.splitlines()):
        heard = _HEARS.search(line)
        names = [name for name in re.split(r"[\[\],\s]+", heard[1]) if name in phrases] if heard else []
        if heard and names:
            kept.append(line.replace(heard[0], f"hears: {flow(names if len(names) > 1 else names[0])},"))
        elif not heard and not (line.rstrip().endswith(("answers:", "branches:")) and not _is_item(kept[-1:])):
            kept.append(line)
    return "\n".join(reversed(kept)) + "\n"


def _is_item(lines: list[str]) -> bool:
    return bool(lines) and lines[0].lstrip().startswith("- ")


def slots(template: str) -> tuple[str, ...]:
    """The names of the values that the template asks for."""
    return tuple(dict.fromkeys(_SLOT.findall(template)))


def render(template: str, values: Mapping[str, Value]) -> str:
    """The template with its values.  Raises ``Unfit`` for one that is missing or that a sentence cannot hold."""

    def by_itself(found: re.Match[str]) -> str:
        return found["before"] + flow(_value(found["name"], values))

    def inside(found: re.Match[str]) -> str:
        value = _value(found[1], values)
        if not isinstance(value, str | int) or not _HARMLESS.fullmatch(str(value)):
            shown = str(value)
            raise Unfit(
                found[1],
                Text(
                    f"“{shown}”里只能有汉字、字母、数字和中文标点",
                    f"“{shown}” may hold letters, digits and Chinese punctuation only",
                ),
            )
        return str(value)

    return _SLOT.sub(inside, _BY_ITSELF.sub(by_itself, template))


def _value(name: str, values: Mapping[str, Value]) -> Value:
    if name not in values:
        raise Unfit(name, Text(f"模板要的“{name}”没有给出", f"the template asks for “{name}”, which was not given"))
    return values[name]
