"""The layers of a sandbox that some machines refuse, found out by trying."""

from __future__ import annotations

import os
from dataclasses import dataclass
from typing import Protocol

from ..cures import is_refused_layer, unavailable
from .process import Completed


@dataclass(frozen=True, slots=True)
class Layers:
    """The layers that some containers refuse. Without them a sandbox is still safe by the others.

    Attributes:
        no_further_namespaces: Whether bwrap itself forbids namespaces inside; the seccomp filter does too.
        proc: Whether a /proc of the sandbox's own can be mounted; the leak sanitizer needs one.
    """

    no_further_namespaces: bool = True
    proc: bool = True


# From best to still safe, in the order in which they are tried.
_CANDIDATES = (
    Layers(),
    Layers(proc=False),
    Layers(no_further_namespaces=False),
    Layers(no_further_namespaces=False, proc=False),
)


class Start(Protocol):
    """Runs a command that always succeeds in a sandbox, to see whether there can be one."""

    def __call__(self, layers: Layers, *, unprivileged: bool = True) -> Completed:
        """Start a sandbox with these layers; root gives up its rights for it, unless told otherwise."""
        ...


def probe(start: Start) -> Layers:
    """Return the best layers with which a sandbox can be made here.

    Raises:
        SandboxUnavailable: If no safe sandbox can be made.
    """
    message = ""
    for layers in _CANDIDATES:
        done = start(layers)
        if done.returncode == 0:
            return layers
        # The first refusal is the one to report: the later ones come from sandboxes that are worse anyway.
        message = message or done.stderr
        if not is_refused_layer(done.stderr):
            break
    as_root = start(_CANDIDATES[-1], unprivileged=False)
    raise unavailable(message, root_could=os.geteuid() == 0 and as_root.returncode == 0)
