"""The settings of a site: YAML that becomes its own settings and the options of its pages."""

from __future__ import annotations

from typing import Any

import pytest

from mkdocs_c_runner.config import CRunnerConfig
from mkdocs_c_runner.engine.job import COMPILE_LIMITS, RUN_LIMITS
from mkdocs_c_runner.fence.extension_settings import ExtensionSettings
from mkdocs_c_runner.fence.options import Options
from mkdocs_c_runner.fence.settings import Settings

from .bad_values import COMPILERS

MEBIBYTE = 1 << 20


@pytest.mark.parametrize(
    ("said", "values"),
    [
        ({"compiler": "gcc clang"}, {"compiler": ("gcc", "clang")}),
        ({"compiler": ["tcc"]}, {"compiler": ("tcc",)}),
        ({"std": ""}, {"std": ""}),
        ({"flags": "-O1 -g"}, {"flags": (("-O1", "-g"),)}),
        ({"flags": ["-DX='a b'"]}, {"flags": (("-DX='a b'",),)}),
        ({"flags": "-O0 | -march=native"}, {"flags": (("-O0",), ("-march=native",))}),
        ({"flags": ""}, {"flags": ((),)}),
        ({"libs": ["-lcurl"]}, {"libs": ("-lcurl",)}),
        ({"fold": False}, {"fold": 0}),
        ({"fold": 12}, {"fold": 12}),
        ({"timeout": 40}, {"timeout": 40.0}),
        ({"memory": "64M"}, {"memory": 64 * MEBIBYTE}),
        ({"truncate": 50}, {"truncate": 50}),
        ({"compile_timeout": "500ms"}, {"compile_timeout": 0.5}),
        ({"show": "output diagnostics"}, {"show": ("output", "diagnostics")}),
        ({"tools": True}, {"tools": True}),
        ({"std": None, "fold": None}, {}),
    ],
)
def test_what_a_site_says_holds_for_its_pages_in_every_host(
    said: dict[str, object], values: dict[str, Any]
) -> None:
    config = CRunnerConfig()
    config.load_dict(said)
    assert config.validate() == ([], [])

    wanted = Options().with_values(values)
    assert config.settings().options == wanted
    assert ExtensionSettings.of(said).options == wanted


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("enabled", "yes", "'yes': must be true or false."),
        ("tools", "on", "'on': must be true or false."),
        ("std", 17, "17: must be text."),
        ("flags", 2, "2: must be a list of strings."),
        (
            "compiler",
            "cc",
            f"'cc': must be one or several of {COMPILERS} (did you mean \"gcc\"?).",
        ),
        ("show", ["sauce"], "'sauce': must be one of source, command, output, "),
        ("layout", "grid", "'grid': must be one of stack, tabs, beside."),
        ("timeout", "soon", '\'soon\': must be a time such as "2" or "500ms".'),
        ("concurrency", -1, "-1: must be a number, not below 0."),
        *(
            ("workers", value, f"{value!r}: must be tcp://HOST:PORT or tls://HOST:PORT.")
            for value in (
                "scheduler",
                "scheduler:8786",
                "tcp://scheduler",
                "http://scheduler:80",
                "tcp://a b:1",
            )
        ),
        *(
            ("workers", value, f"{value!r}: the port must be from 1 to 65535.")
            for value in ("tcp://scheduler:99999", "tls://scheduler:0", "tcp://[::1]:65536")
        ),
        ("workers", True, "True: must be text."),
        ("labels", {"x": "y"}, "There is no label 'x'; "),
        ("memory", 64, '64: must be at least 1M (did you mean "64M"?).'),
        ("max_memory", "9K", "'9K': must be at least 1M."),
        ("tiemout", 3, 'there is no such option (did you mean "timeout"?).'),
        ("sanitize", "address", 'there is no such option; write flags: "-fsanitize=address".'),
        ("allowed_flags", ["("], "'(': missing ), unterminated subpattern at position 0."),
    ],
)
def test_a_value_that_cannot_be_used_is_told_in_every_host(
    name: str, value: object, reason: str
) -> None:
    config = CRunnerConfig()
    config.load_dict({name: value})

    ((wrong, error),), _ = config.validate()
    assert (wrong, str(error)[: len(reason)]) == (name, reason)
    with pytest.raises(ValueError, match=f"^{name}: ") as caught:
        Settings.of({name: value})
    assert str(caught.value) == f"{name}: {error}"


def test_the_nearest_name_is_suggested() -> None:
    with pytest.raises(
        ValueError, match=r'^folt: there is no such option \(did you mean "fold"\?\)\.$'
    ):
        Settings.of({"folt": 3})


def test_the_limits_of_a_site_are_never_above_its_ceilings() -> None:
    rules = Settings.of({"timeout": 40, "memory": "4G", "truncate": 200_000}).rules

    assert (rules.max_timeout, rules.max_memory) == (40, 4096 * MEBIBYTE)
    assert rules.max_truncate == 200_000


def test_processor_time_follows_the_time_limits() -> None:
    options = Settings.of({"timeout": 3, "compile_timeout": 7}).options

    assert options.process.limits == RUN_LIMITS.lasting(3)
    assert options.toolchain.limits == COMPILE_LIMITS.lasting(7)
    assert options.process.limits.cpu_time == 6


def test_values_take_the_place_of_settings_and_of_options() -> None:
    settings = Settings().with_values({"cache": False, "godbolt": False})

    assert not settings.cache
    assert settings.options.cache
    assert not settings.options.display.godbolt


def test_a_site_with_webassembly_names_no_cluster() -> None:
    workers = {"workers": "tls://scheduler:8786"}

    assert Settings.of(workers).workers == "tls://scheduler:8786"
    assert Settings.of({"workers": ""}).workers == Settings.of({"workers": None}).workers == ""
    with pytest.raises(ValueError, match="workers: a cluster runs native programs"):
        Settings.of({**workers, "sandbox": "wasm"})
