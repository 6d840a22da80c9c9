"""What components that read the register have in common: they are given one, and it is saved with the pipeline."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from pathlib import Path

from pydantic import TypeAdapter

from records.registry import Registry

_FILE = "register.json"
_EMPTY = Registry(unions={}, outlets={}, regions={})


class KnowsRegister(ABC):
    """Knows nobody until it is given a register."""

    registry: Registry = _EMPTY

    def use(self, registry: Registry) -> None:
        self.registry = registry
        self._learn(registry)

    @abstractmethod
    def _learn(self, registry: Registry) -> None:
        """Builds what the component looks names up in."""

    def to_bytes(self, *, exclude: Iterable[str] = ()) -> bytes:  # noqa: ARG002 - spaCy's signature
        """The register as JSON, without outlets: they say nothing of a text."""
        return _form().dump_json(replace(self.registry, outlets={}, broken={}))

    def from_bytes(self, data: bytes, *, exclude: Iterable[str] = ()) -> KnowsRegister:  # noqa: ARG002 - spaCy's signature
        self.use(_form().validate_json(data))
        return self

    def to_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> None:
        Path(path).mkdir(parents=True, exist_ok=True)
        (Path(path) / _FILE).write_bytes(self.to_bytes(exclude=exclude))

    def from_disk(self, path: str | Path, *, exclude: Iterable[str] = ()) -> KnowsRegister:
        return self.from_bytes((Path(path) / _FILE).read_bytes(), exclude=exclude)


@cache
def _form() -> TypeAdapter[Registry]:
    return TypeAdapter(Registry)
