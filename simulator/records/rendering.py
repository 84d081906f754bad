"""The one door to ``jinja2``: templates and assets of pages that need nothing but themselves."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable
from functools import cache
from importlib import resources
from typing import Any

import jinja2
from jinja2 import Template

__all__ = ["Template", "asset", "policy_hash", "template"]


@cache
def asset(name: str) -> str:
    """The text of a file beside the templates."""
    return resources.files("simulator.records").joinpath("template", name).read_text(encoding="utf-8")


def template(name: str, **filters: Callable[..., Any]) -> Template:
    """Everything from outside is escaped, and a name that is not given is an error."""
    environment = jinja2.Environment(
        loader=jinja2.FunctionLoader(asset),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(filters)
    return environment.get_template(name)


def policy_hash(source: str) -> str:
    """How a content security policy names an inline style or script."""
    return f"sha256-{base64.b64encode(hashlib.sha256(source.encode('utf-8')).digest()).decode('ascii')}"
