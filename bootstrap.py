#!/usr/bin/env python3
# -*- coding: utf-8 -*-
"""Sets everything up on a machine that has Python and git, then runs the demo call or the tests.

    python3 bootstrap.py            set up only
    python3 bootstrap.py demo       set up and run the demo call
    python3 bootstrap.py test       set up and run the tests (further arguments go to pytest)
    python3 bootstrap.py lint       set up and run ruff, mypy and import-linter

Only the standard library is used, and only syntax that an old Python can read, so that it can say that it is too old.
A second run finds everything done and starts at once.
"""

import hashlib
import json
import os
import shutil
import subprocess
import sys

NEEDED = (3, 11)
NEWER = ("3.13", "3.12", "3.11")
ROOT = os.path.dirname(os.path.abspath(__file__))
VENV = os.path.join(ROOT, ".venv")
STAMP = os.path.join(VENV, "zongji-setup.json")
RECOGNISERS = ("vosk-small", "whisper-base")
VOICES = ("kokoro",)
LIVE_PACKAGES = ("pulseaudio", "pulseaudio-utils")
ENGLISH = os.environ.get("ZONGJI_LANG") == "en"


class SetupFailed(Exception):
    """Ends the set-up; the argument tells the person what to do."""


def main():
    task = sys.argv[1] if len(sys.argv) > 1 else ""
    if task not in ("", "demo", "test", "lint"):
        print(__doc__)
        return 2
    try:
        _need_python()
        development = task in ("test", "lint")
        _make_environment()
        _install_packages(development)
        if task == "test":
            _install_system_packages()
        if task != "lint":
            _install_models(RECOGNISERS + (VOICES if development else ()))
            _tell_recogniser()
    except SetupFailed as error:
        sys.stderr.write("{0}\n".format(error))
        return 1
    except KeyboardInterrupt:
        return 130
    return _run_task(task, sys.argv[2:])


def _run_task(task, arguments):
    if task == "demo":
        return _call([_program("zongji"), "demo"] + arguments)
    if task == "test":
        return _call([_program("python"), "-m", "pytest"] + arguments)
    if task == "lint":
        checks = (["ruff", "check", "."], ["ruff", "format", "--check", "."], ["mypy"], ["lint-imports"])
        return max(_call([_program(check[0])] + check[1:]) for check in checks)
    _say("准备好了。试一试：{0} demo", "Everything is ready. Try: {0} demo", _program("zongji"))
    return 0


# --- Python and the virtual environment ---


def _need_python():
    """Go on with a Python that is new enough: this one, another one on the machine, or one from the distribution."""
    if sys.version_info >= NEEDED:
        return
    which = getattr(shutil, "which", lambda name: None)  # Python 2 has none
    found = next((path for version in NEWER for path in [which("python" + version)] if path), None)
    if found is None and _apt(["python3.11", "python3.11-venv"]):
        found = which("python3.11")
    if found is None:
        raise SetupFailed(
            _text(
                "Python {0} 太旧，需要 3.11 或更新的版本。请安装后用新版本运行：python3.11 bootstrap.py",
                "Python {0} is too old; 3.11 or newer is needed. Install it and run: python3.11 bootstrap.py",
            ).format(sys.version.split()[0])
        )
    sys.exit(_call([found, os.path.abspath(__file__)] + sys.argv[1:]))


def _make_environment():
    """The virtual environment in the checkout; made anew when the Python it was made with is gone."""
    if _works(_program("python"), "-m", "pip", "--version"):
        return
    if not _works(sys.executable, "-c", "import ensurepip"):
        _need_ensurepip()
    _say("建立虚拟环境 {0}", "Making the virtual environment {0}", VENV)
    _step([sys.executable, "-m", "venv", "--clear", VENV])


def _need_ensurepip():
    """Debian and Ubuntu leave it out of python3."""
    package = "python{0}.{1}-venv".format(*sys.version_info[:2])
    if not (_apt([package]) and _works(sys.executable, "-c", "import ensurepip")):
        raise SetupFailed(
            _text(
                "这个 Python 不能建立虚拟环境。请运行 sudo apt-get install {0}，然后再试。",
                "This Python cannot make virtual environments. Run sudo apt-get install {0} and try again.",
            ).format(package)
        )


def _install_packages(development):
    """The pinned requirements, each checked against its hash, then the program itself, editable."""
    locks = ["build.txt", "dev.txt" if development else "runtime.txt"]
    state = _digest(locks)
    if _stamp().get("packages") in (state, _digest(["build.txt", "dev.txt"])):
        return
    _say("安装依赖（第一次需要几分钟）", "Installing the requirements (a few minutes the first time)")
    # Modules are compiled when they are first used: most never are, and it is much of the time.
    pip = [_program("python"), "-m", "pip", "--disable-pip-version-check", "install", "-qq", "--no-compile"]
    for lock in locks:
        _step(pip + ["--no-build-isolation", "--require-hashes", "-r", _lock(lock)])
    _step(pip + ["--no-build-isolation", "--no-deps", "--editable", ROOT])
    _write_stamp(dict(_stamp(), packages=state))


# --- system packages, where there is apt-get and the right to use it ---


def _install_system_packages():
    """What the live tests need; without it they are skipped."""
    if not sys.platform.startswith("linux"):
        return
    missing = [package for package in LIVE_PACKAGES if not _works("dpkg", "-s", package)]
    if missing and not _apt(missing):
        _say(
            "没有安装 {0}，需要它的测试会跳过。",
            "{0} is not installed; the tests that need it will be skipped.",
            " ".join(missing),
        )


def _apt(packages):
    """Whether the packages could be installed."""
    if not _works("apt-get", "--version"):
        return False
    sudo = [] if os.geteuid() == 0 else _sudo()
    if sudo is None:
        return False
    _say("安装系统软件包：{0}", "Installing system packages: {0}", " ".join(packages))
    command = sudo + ["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300"]
    _quietly(command + ["update"])
    return _quietly(command + ["install", "-y", "--no-install-recommends"] + list(packages)) == 0


def _sudo():
    """How to become root: without asking, or by asking somebody who is there; None where neither is possible."""
    if _works("sudo", "-n", "true"):
        return ["sudo", "-n"]
    return ["sudo"] if sys.stdin.isatty() and _works("sudo", "--version") else None


# --- models ---


def _install_models(names):
    """Every model that this machine can reach; one that it could not is not asked for again by itself."""
    listed = subprocess.check_output([_program("zongji"), "models", "list", "--json"])
    intact = [model["name"] for model in json.loads(listed.decode("utf-8")) if model["state"] == "intact"]
    unreachable = set(_stamp().get("unreachable", []))
    for name in names:
        if name not in intact and name not in unreachable and not _install_model(name):
            unreachable.add(name)
            _write_stamp(dict(_stamp(), unreachable=sorted(unreachable)))


def _install_model(name):
    _say("安装模型 {0}", "Installing the model {0}", name)
    run = subprocess.run([_program("zongji"), "models", "install", name], stderr=subprocess.PIPE)
    if run.returncode != 0:
        _say("没有装上模型 {0}：", "The model {0} was not installed:", name)
        sys.stderr.write(run.stderr.decode("utf-8", "replace"))
    return run.returncode == 0


def _tell_recogniser():
    script = "from audio.ears.choice import choose; from simulator.runtime import folders;"
    script += "print(getattr(choose('auto', folders.models()).why, '{0}'))".format("en" if ENGLISH else "zh")
    _call([_program("python"), "-c", script])


# --- small things ---


def _program(name):
    folder, suffix = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    return os.path.join(VENV, folder, name + suffix)


def _lock(name):
    return os.path.join(ROOT, "requirements", name)


def _call(command):
    """Run a command in the foreground; its exit code."""
    try:
        code = subprocess.call(command, cwd=ROOT)
    except KeyboardInterrupt:
        return 130
    if code < 0:
        sys.stderr.write("{0}: signal {1}\n".format(command[0], -code))
        return 128 - code
    return code


def _step(command):
    if _call(command) != 0:
        raise SetupFailed(
            _text(
                "这一步没有成功：{0}\n请检查网络后再试。", "This step failed: {0}\nCheck the network and try again."
            ).format(" ".join(command))
        )


def _works(*command):
    try:
        return subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode == 0
    except OSError:
        return False


def _quietly(command):
    """Run a command and show what it printed only when it fails."""
    run = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if run.returncode != 0:
        sys.stderr.write(run.stdout.decode("utf-8", "replace")[-2000:])
    return run.returncode


def _digest(locks):
    """Changes with the requirements, the project file and this Python."""
    digest = hashlib.sha256(sys.version.encode())
    for path in [_lock(lock) for lock in locks] + [os.path.join(ROOT, "pyproject.toml")]:
        with open(path, "rb") as file:
            digest.update(file.read())
    return digest.hexdigest()


def _stamp():
    try:
        with open(STAMP, encoding="utf-8") as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


def _write_stamp(state):
    with open(STAMP, "w", encoding="utf-8") as file:
        json.dump(state, file, indent=1)


def _text(zh, en):
    return en if ENGLISH else zh


def _say(zh, en, *values):
    sys.stdout.write("→ " + _text(zh, en).format(*values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
