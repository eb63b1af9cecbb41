"""Finds the configuration of a site, under the names by which its hosts look for it."""

from __future__ import annotations

import os

# MkDocs looks for the first two, ProperDocs and Zensical for their own and then for these.
NAMES = ("mkdocs.yml", "mkdocs.yaml", "properdocs.yml", "zensical.toml")

_ALL_BUT_LAST = ", ".join(NAMES[:-1])
_TYPE_A_PATH = f"Type -f PATH with the path of {_ALL_BUT_LAST} or {NAMES[-1]}."


class NoConfiguration(Exception):
    """There is no configuration where one is needed."""


def found() -> str | None:
    """Return the configuration in the working directory, or None if there is none."""
    return next((name for name in NAMES if os.path.isfile(name)), None)


def of_the_site(given: str | None) -> str:
    """Return the path of a configuration.

    Args:
        given: The path that the user has given, or None to look for one.

    Raises:
        NoConfiguration: If there is none, with what to type.
    """
    if given is None:
        path = found()
        if path is None:
            raise NoConfiguration(
                f"There is no site here: looked for {_ALL_BUT_LAST} and {NAMES[-1]} in {os.getcwd()}.\n"
                "Change to the directory of your site, or type -f PATH."
            )
        return path
    if os.path.isdir(given):
        inside = next((name for name in NAMES if os.path.isfile(os.path.join(given, name))), "")
        cure = f"Type -f {os.path.join(given, inside)}." if inside else _TYPE_A_PATH
        raise NoConfiguration(f"{given} is a directory, and no configuration.\n{cure}")
    if not os.path.exists(given):
        raise NoConfiguration(f"There is no file {given}.\n{_TYPE_A_PATH}")
    return given
