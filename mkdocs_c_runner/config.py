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
        if reason := _refusal(self._name, value):
            raise base.ValidationError(reason)
        return value


def _refusal(name: str, value: object) -> str:
    """Return why a setting cannot be used, or nothing."""
    try:
        Settings.of({name: value})
    except ValueError as error:
        return str(error).removeprefix(f"{name}: ")
    return ""


# MkDocs collects the settings of a plugin from the attributes of a class.
_Schema: Any = type("_Schema", (base.Config,), {name: _Setting(name) for name in Settings.names()})


class CRunnerConfig(_Schema):  # type: ignore[misc]
    """The configuration under `c-runner` in mkdocs.yml."""

    def validate(self) -> tuple[base.ConfigErrors, base.ConfigWarnings]:
        """Validate the settings; a name that there is not is an error, as on a fence, and not a warning."""
        errors, warnings = super().validate()
        unknown = [name for name, _ in warnings if name not in Settings.names()]
        warnings = [warning for warning in warnings if warning[0] not in unknown]
        for name in unknown:
            reason = _refusal(name, None)
            errors.append((name, base.ValidationError(reason)))
        return errors, warnings

    def settings(self, **further: object) -> Settings:
        """Return the settings, with others in place of some.

        Raises:
            ValueError: If one of the others cannot be used: a line for each, with its name and the reason.
        """
        return Settings.of({**{name: self.data[name] for name in Settings.names()}, **further})
