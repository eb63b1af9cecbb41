"""The settings as MkDocs reads them from mkdocs.yml."""

from __future__ import annotations

from typing import Any

from mkdocs.config import base

from .fence.settings import Settings


class _Setting(base.BaseConfigOption[Any]):
    """One setting, which keeps the value as mkdocs.yml has it; `Settings` knows defaults and meaning."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name

    def run_validation(self, value: object) -> object:
        try:
            Settings.of({self._name: value})
        except ValueError as error:
            raise base.ValidationError(str(error).removeprefix(f"{self._name}: ")) from None
        return value


# MkDocs collects the settings of a plugin from the attributes of a class.
_Schema: Any = type("_Schema", (base.Config,), {name: _Setting(name) for name in Settings.names()})


class CRunnerConfig(_Schema):  # type: ignore[misc]
    """The configuration under `c-runner` in mkdocs.yml."""

    def settings(self, **further: object) -> Settings:
        """Return the settings, with others in place of some; MkDocs itself warns of unknown names.

        Raises:
            ValueError: If one of the others cannot be used: a line for each, with its name and the reason.
        """
        return Settings.of({**{name: self.data[name] for name in Settings.names()}, **further})
