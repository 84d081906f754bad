"""What is typed into the real window: ahead of it while it hangs, and through a real input method."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from simulator.runtime.settings import write_settings
from simulator.ui.views.keymap import Action
from tests.ui.window_operator import Operator, need

FCITX = "wayland,waylandim,notifications,cloudpinyin,notificationitem,kimpanel"
PROFILE = """\
[Groups/0]
Name=Default
Default Layout=us
DefaultIM=pinyin

[Groups/0/Items/0]
Name=keyboard-us
Layout=

[Groups/0/Items/1]
Name=pinyin
Layout=

[GroupOrder]
0=Default
"""
WITH_FCITX = f"""
fcitx5 --disable={FCITX} >/dev/null 2>&1 &
dbus-monitor --session "type='signal',member='NameOwnerChanged',arg0='org.fcitx.Fcitx5'" > "$HOME/names" &
until grep -q Fcitx5 "$HOME/names" || dbus-send --session --print-reply --dest=org.freedesktop.DBus / \
    org.freedesktop.DBus.NameHasOwner string:org.fcitx.Fcitx5 | grep -q true; do :; done
exec "$@"
"""


@pytest.mark.live
def test_typing_ahead_of_a_window_that_hangs(screen: str, one_call: Path, tmp_path: Path) -> None:
    """Every key counts, also those that were pressed before the window could draw the field that they are for."""
    write_settings(tmp_path / "settings.json", {"trainee": "李敏", "voicing": "typed"})
    operator = Operator(one_call, tmp_path, "none")
    try:
        operator.enter_call()
        operator.process.send_signal(signal.SIGSTOP)
        operator.press(Action.SEARCH)
        operator.type("8401")
        operator.process.send_signal(signal.SIGCONT)
        operator.until("text 8401")
        operator.ask("close", "closed")
    finally:
        operator.close()


@pytest.mark.live
def test_a_name_typed_through_an_input_method(
    screen: str, one_call: Path, tmp_path: Path, shots: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("fcitx5", "dbus-run-session")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR"):
        folder = tmp_path / name.lower()
        folder.mkdir(mode=0o700)
        monkeypatch.setenv(name, str(folder))
    profile = tmp_path / "xdg_config_home" / "fcitx5" / "profile"
    profile.parent.mkdir()
    profile.write_text(PROFILE, encoding="ascii")
    profile.with_name("config").write_text("[Behavior]\nActiveByDefault=True\n", encoding="ascii")
    monkeypatch.setenv("SDL_IM_MODULE", "fcitx")
    monkeypatch.setenv("XMODIFIERS", "@im=fcitx")
    write_settings(tmp_path / "settings.json", {"trainee": "", "voicing": "typed"})
    operator = Operator(one_call, tmp_path, "none", ("dbus-run-session", "--", "bash", "-c", WITH_FCITX, "fcitx"))
    try:
        operator.until("ready yes")
        operator.focus()
        operator.click("姓名")
        operator.until("focus TextField")
        operator.ask("run fcitx5-remote -o", "run")
        operator.ask("run fcitx5-remote -s pinyin", "run")
        # At its first key the input method loads its dictionary, and SDL does not wait for it.
        operator.type("nihao")
        operator.key("space")
        first = operator.until("text")
        while "你好" not in first:
            first = operator.until("text")
        operator.key("ctrl+a")
        operator.type("limin")
        operator.key("space")
        typed = operator.until("text").removeprefix("text ")
        assert len(typed) == 2, typed
        assert not typed.isascii(), "composed, not typed letter by letter"
        operator.ask(f"shot {shots / 'live-name.png'}", "kept")
        operator.ask("close", "closed")
    finally:
        operator.close()
