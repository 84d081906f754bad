#!/usr/bin/env python3
"""Installs zongji from this folder, without internet:  python3 install.py [FOLDER]

Copied into a bundle as install.py; uses the standard library only.  Checks every file first, then makes a virtual
environment in FOLDER (default: zongji in the home folder), installs the wheels, the models and a workspace.
"""

import hashlib
import json
import os
import platform
import shutil
import subprocess
import sys
from typing import Any, Dict, List, Optional

Bundle = Dict[str, Any]

HERE = os.path.dirname(os.path.abspath(__file__))
CHUNK = 1 << 20
ENGLISH = os.environ.get("ZONGJI_LANG") == "en"


class Failed(Exception):
    """Ends the installation; the argument tells the person what to do."""


def main() -> int:
    try:
        with open(os.path.join(HERE, "bundle.json"), "rb") as file:
            bundle = json.loads(file.read().decode("utf-8"))
        _need_python(bundle)
        _need_platform(bundle)
        _check_files(bundle)
        target = os.path.abspath(sys.argv[1] if len(sys.argv) > 1 else os.path.join(os.path.expanduser("~"), "zongji"))
        program = _install(target)
        for model in bundle["models"]:
            _call([program, "models", "install", model, "--from", os.path.join(HERE, "models", model)])
        workspace = os.path.join(target, "scenarios")
        if not os.path.exists(workspace):
            shutil.copytree(os.path.join(HERE, "scenarios"), workspace)
    except Failed as error:
        sys.stderr.write("{0}\n".format(error))
        return 1
    except OSError as error:
        sys.stderr.write(_text("无法写入：{0}\n", "Cannot write: {0}\n").format(error))
        return 1
    except KeyboardInterrupt:
        return 130
    subprocess.call([program, "doctor"])
    _say("安装好了。运行演示：{0} demo", "Installed. Run the demo: {0} demo", program)
    return 0


def _need_python(bundle: Bundle) -> None:
    """The wheels are for one version of Python: go on with that one."""
    wanted = bundle["python"]
    if "{0}.{1}".format(*sys.version_info[:2]) == wanted:
        return
    command = ["py", "-" + wanted] if os.name == "nt" else ["python" + wanted]
    if shutil.which(command[0]) and subprocess.call(command + ["-c", ""]) == 0:
        sys.exit(subprocess.call(command + [os.path.abspath(__file__)] + sys.argv[1:]))
    raise Failed(
        _text(
            "这个安装包需要 Python {0}，本机运行的是 {1}。请安装 Python {0}，或为本机的版本另做一个安装包。",
            "This bundle needs Python {0}; this is {1}. Install Python {0}, or make a bundle for the version here.",
        ).format(wanted, platform.python_version())
    )


def _need_platform(bundle: Bundle) -> None:
    if (platform.system(), platform.machine()) != (bundle["system"], bundle["machine"]):
        raise Failed(
            _text(
                "这个安装包用于 {0}，不适合本机（{1} {2}）。", "This bundle is for {0}, not for this machine ({1} {2})."
            ).format(bundle["platform"], platform.system(), platform.machine())
        )


def _check_files(bundle: Bundle) -> None:
    _say("核对文件", "Checking the files")
    damaged = [name for name, sha256 in sorted(bundle["files"].items()) if _sha256(name) != sha256]
    if damaged:
        raise Failed(
            _text("安装包已损坏，请重新拷贝：{0}", "The bundle is damaged; copy it again: {0}").format(
                ", ".join(damaged[:10])
            )
        )


def _sha256(name: str) -> Optional[str]:
    digest = hashlib.sha256()
    try:
        with open(os.path.join(HERE, *name.split("/")), "rb") as file:
            for chunk in iter(lambda: file.read(CHUNK), b""):
                digest.update(chunk)
    except OSError:
        return None
    return digest.hexdigest()


def _install(target: str) -> str:
    """The wheels into a virtual environment, with the pip that was carried along; returns the program."""
    _say("安装到 {0}", "Installing to {0}", target)
    environment = os.path.join(target, "program")
    _call([sys.executable, "-m", "venv", "--clear", "--without-pip", environment])
    folder, suffix = ("Scripts", ".exe") if os.name == "nt" else ("bin", "")
    wheels = sorted(os.path.join(HERE, "wheels", name) for name in os.listdir(os.path.join(HERE, "wheels")))
    pip = next(wheel for wheel in wheels if os.path.basename(wheel).startswith("pip-"))
    python = os.path.join(environment, folder, "python" + suffix)
    # Modules are compiled when they are first used: most never are, and compiling all takes six times the rest.
    options = ["--quiet", "--no-index", "--no-deps", "--no-cache-dir", "--no-compile"]
    _call([python, os.path.join(pip, "pip"), "install"] + options + wheels)
    return os.path.join(environment, folder, "zongji" + suffix)


def _call(command: List[str]) -> None:
    if subprocess.call(command) != 0:
        raise Failed(_text("这一步没有成功：{0}", "This step failed: {0}").format(" ".join(command)))


def _text(zh: str, en: str) -> str:
    return en if ENGLISH else zh


def _say(zh: str, en: str, *values: object) -> None:
    sys.stdout.write("→ " + _text(zh, en).format(*values) + "\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
