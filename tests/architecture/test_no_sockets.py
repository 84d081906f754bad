"""No code path but the model installer opens a socket."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOOR = Path("audio/models/download.py")

NETWORK_MODULES = {
    "aiohttp", "asyncio", "ftplib", "grpc", "http", "httpx", "huggingface_hub", "imaplib", "nntplib", "poplib",
    "requests",
    "smtplib", "socket", "socketserver", "ssl", "telnetlib", "urllib3", "webbrowser", "websockets", "xmlrpc",
}  # fmt: skip
HARMLESS = {"urllib.parse"}
DOWNLOADING_CALLS = {"download_model", "hf_hub_download", "snapshot_download", "from_pretrained", "list_models"}


def modules() -> list[Path]:
    found = [path for package in ("simulator", "scoring", "audio") for path in (ROOT / package).rglob("*.py")]
    assert len(found) > 50
    return found


def imported(tree: ast.AST) -> set[str]:
    names: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module)
            names.update(f"{node.module}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.Call) and getattr(node.func, "id", getattr(node.func, "attr", "")) == "import_module":
            names.update(one.value for one in node.args if isinstance(one, ast.Constant) and isinstance(one.value, str))
    return names


def is_network(name: str) -> bool:
    top = name.partition(".")[0]
    return top in NETWORK_MODULES or (
        top == "urllib" and name not in ("urllib", *HARMLESS) and name[:13] != "urllib.parse."
    )


def test_only_the_installer_imports_what_can_open_a_socket() -> None:
    users = {
        path.relative_to(ROOT)
        for path in modules()
        if any(is_network(name) for name in imported(ast.parse(path.read_text(encoding="utf-8"))))
    }
    assert users == {DOOR}


def test_nobody_calls_what_downloads_a_model_by_name() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in modules()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) in DOWNLOADING_CALLS
    ]
    assert found == []


def test_vosk_gets_a_path_and_never_a_language_or_a_name() -> None:
    """``vosk.Model(lang=...)`` and ``vosk.Model(model_name=...)`` download."""
    found = 0
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "attr", getattr(node.func, "id", "")) == "Model":
                if "vosk" not in path.read_text(encoding="utf-8"):
                    continue
                found += 1
                assert not {keyword.arg for keyword in node.keywords} & {"lang", "model_name"}, path
    assert found
