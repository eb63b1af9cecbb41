"""The options as MkDocs reads them from mkdocs.yml."""

from __future__ import annotations

from typing import Any

from mkdocs.config import base

from .fence.settings import Settings


class _Option(base.BaseConfigOption[Any]):
    """One option of `Settings`."""

    def __init__(self, name: str, default: object) -> None:
        super().__init__()
        self._option = name
        self.default = default

    def run_validation(self, value: object) -> Any:
        try:
            return Settings.read(self._option, value)
        except ValueError as error:
            raise base.ValidationError(f"{error}.") from None


_DEFAULTS = vars(Settings())

# MkDocs collects the options of a configuration from the attributes of its class.
_Options: Any = type(
    "_Options",
    (base.Config,),
    {name: _Option(name, default) for name, default in _DEFAULTS.items()},
)


class CRunnerConfig(_Options):  # type: ignore[misc]
    """What stands under `c-runner` in mkdocs.yml."""

    def settings(self) -> Settings:
        """What it says; MkDocs itself warns of options that there are not."""
        return Settings(**{name: self.data[name] for name in _DEFAULTS})
