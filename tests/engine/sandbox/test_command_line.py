"""The options of bwrap for a policy."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.sandbox.command_line import DataFile, arguments, command_line
from mkdocs_c_runner.engine.sandbox.layers import Layers
from mkdocs_c_runner.engine.sandbox.policy import InjectedFile, SandboxPolicy

EMPTY = SandboxPolicy((), (), 1000)
ALL = Layers()


def options(
    policy: SandboxPolicy = EMPTY, layers: Layers = ALL, files: tuple[DataFile, ...] = ()
) -> str:
    made = arguments(policy, files, layers, status=5, seccomp=6)
    return f" {' '.join(made)} "


@pytest.mark.parametrize(
    "option",
    [
        "--unshare-all --unshare-user",
        "--new-session",
        "--cap-drop ALL",
        "--clearenv",
        "--seccomp 6",
        "--remount-ro /",
    ],
)
def test_no_policy_can_do_without_these(option: str) -> None:
    worst = Layers(no_further_namespaces=False, proc=False)
    assert f" {option} " in options(layers=worst)


def test_nothing_is_mounted_after_the_root_has_become_read_only() -> None:
    policy = SandboxPolicy((), (), 1000, shared_memory=10, devices=("null",), proc=True)
    file = DataFile(9, InjectedFile("/file", b"", 0o444))

    after = options(policy, files=(file,)).partition("--remount-ro /")[2]

    assert not {"bind", "tmpfs", "proc", "file", "symlink", "dir"} & set(
        after.replace("-", " ").split()
    )


def test_a_layer_that_is_refused_is_left_out() -> None:
    policy = SandboxPolicy((), (), 1000, proc=True)

    assert "--disable-userns" in options()
    assert "--disable-userns" not in options(layers=Layers(no_further_namespaces=False))
    assert "--proc /proc" in options(policy)
    assert "--proc" not in options(policy, Layers(proc=False))


def test_a_value_with_nul_is_refused() -> None:
    policy = SandboxPolicy((), (("A", "x\0--ro-bind\0/etc\0/etc"),), 1000)

    with (
        pytest.raises(ValueError, match="NUL"),
        command_line("bwrap", policy, (), Layers(), ["true"], status=1),
    ):
        pass
