"""A question that has to be written down before something is done: a reason, a file, a passphrase."""

from __future__ import annotations

from collections.abc import Callable

from simulator.model.text import Text
from simulator.ui.screens.screen import Place
from simulator.ui.widgets.boxes import Column
from simulator.ui.widgets.dialogs import Choice, Dialog
from simulator.ui.widgets.fields import TextField
from simulator.ui.widgets.labels import Label
from simulator.ui.widgets.text_input import TextInput

CANCEL = Text("取消", "Cancel")
DROP = Text("把文件拖到这里，或粘贴它的路径", "Drop the file here, or paste its path")
WIDTH = 560


def ask(
    place: Place, title: Text, why: Text, fields: tuple[TextInput, ...], do: Callable[[], None], kind: str = "primary"
) -> None:
    """``do`` is done if it is wanted; ``title`` is also what its button says, ``kind`` as a button's.  The first field
    is written in."""
    body = Column(Label(why[place.lang], role="muted", wrap=True), *fields, gap=10)
    choices = [Choice(title[place.lang], do, kind), Choice(CANCEL[place.lang])]
    Dialog(place.root, title[place.lang], body, choices, width=WIDTH).show()
    if fields:
        place.root.focus(fields[0])


def path_field(place: Place) -> TextField:
    """For a file that is there: the window writes the path of one that is dropped into the field with the focus."""
    return TextField(placeholder=DROP[place.lang])
