"""What files say about one another: names that must exist, templates that must be readable."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from simulator.compiler.expansion import DEEPEST, LARGEST, size
from simulator.compiler.load import Loaded
from simulator.compiler.nodes import Path, Place, ScalarNode
from simulator.compiler.report import suggestion
from simulator.model.company import SpokenName
from simulator.model.moments import Moment, MomentRef
from simulator.model.text import Text
from simulator.phrases import Template, parse_template
from simulator.phrases.grammar import Reference
from simulator.phrases.surnames import surprising


def need(loaded: Loaded[Any], code: str, path: Path, name: str, known: Collection[str]) -> bool:
    """Report ``code`` at the value at ``path`` unless its name is known."""
    if name in known:
        return True
    loaded.report.add(code, loaded.tree.place(path), name=name, suggestion=suggestion(name, known))
    return False


def check_argument(
    loaded: Loaded[Any], path: Path, ref: MomentRef, arguments: Mapping[Moment, Collection[str]]
) -> None:
    """What a moment says in parentheses is one of its ``arguments``; a moment that has none there takes none."""
    choices = arguments.get(ref.moment)
    if not ref.about or (choices and ref.about in choices):
        return
    remove = Text("请删除括号和其中的内容。", "Remove the parentheses and what is in them.")
    hint = suggestion(ref.about, choices) if choices else remove
    loaded.report.add("D015", loaded.tree.place(path), moment=ref.moment, about=ref.about, suggestion=hint)


def check_template(loaded: Loaded[Any], path: Path, text: str, known: Collection[str]) -> Template | None:
    """Read a template; report what cannot be read, and references to phrases that are not known."""
    template = parse_template(text)
    if not isinstance(template, Template):
        loaded.report.add("P002", _inside(loaded, path, template.offset), problem=template.message)
        return None
    for item in template.body.walk():
        if isinstance(item, Reference) and item.phrase not in known:
            place = _inside(loaded, path, item.at + 1)
            loaded.report.add("P001", place, name=item.phrase, suggestion=suggestion(item.phrase, known))
    return template


def check_size(loaded: Loaded[Any], path: Path, text: str, known: Mapping[str, int]) -> None:
    """A template is not too large with what it refers to; ``known`` says how large each phrase is."""
    if size(text, known) > LARGEST:
        loaded.report.add("P006", loaded.tree.place(path), most=LARGEST, deepest=DEEPEST)


def check_person(loaded: Loaded[Any], path: Path, name: SpokenName) -> None:
    """A person whose surname a voice would misread says how it is read."""
    reading = surprising(name.text) if not name.pinyin else ""
    if reading:
        example = f"{{text: {name.text}, pinyin: {reading} …}}"
        loaded.report.add("C010", loaded.tree.place(path), name=name.text, reading=reading, example=example)


def report_circles(loaded: Loaded[Any], references: Mapping[str, Collection[str]]) -> bool:
    """Report every phrase of the file that leads back to itself; whether there is one."""
    found = list(circles(references))
    for circle in found:
        place = loaded.tree.key(("phrases", circle[0]))
        loaded.report.add("P003", place, name=circle[0], circle=" → ".join(circle))
    return bool(found)


def circles(references: Mapping[str, Collection[str]]) -> Iterator[Sequence[str]]:
    """Every phrase that leads back to itself, with the way there: ``a``, ``b``, ``a``."""
    settled: set[str] = set()
    for start in references:
        way, branches = [start], [iter(references[start])]
        while branches:
            following = next(branches[-1], None)
            if following is None:
                settled.add(way.pop())
                branches.pop()
            elif following in way:
                yield [*way[way.index(following) :], following]
            elif following not in settled and following in references:
                way.append(following)
                branches.append(iter(references[following]))


def _inside(loaded: Loaded[Any], path: Path, offset: int) -> Place:
    node = loaded.tree.nearest(path)
    return node.inside(offset) if isinstance(node, ScalarNode) else loaded.tree.place(path)
