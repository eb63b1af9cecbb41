"""Who may ask: a request has to name this server, and to come from a page that may use it.

Any web page can post to a server on the reader's own machine, and a name of an attacker's can lead to that machine's
address. The browser tells both: `Origin` is the page, `Host` is the name that it believes to talk to. A program that is
no browser sends no `Origin`, and nothing here keeps it out.
"""

from __future__ import annotations

import hmac
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.wrappers import Request

from .refused import Refused

TOKEN_HEADER = "X-C-Runner-Token"  # noqa: S105 - a name

_HOST = re.compile(r"(?P<name>\[[0-9a-fA-F:.]+\]|[^:\[\]/@\s]+)(?::\d{1,5})?")


@dataclass(frozen=True, slots=True)
class Door:
    """The rules for who may ask.

    Attributes:
        names: The names of this server, without ports, besides those of this machine for itself.
        any_address: Whether each address may be its name. A name of an attacker's is never an address.
        origins: The origins of the pages that may use it.
        same_origin: Whether pages that it serves itself may use it, and no others.
        token: The word that each of these pages has, or empty.
    """

    names: frozenset[str] = frozenset()
    any_address: bool = False
    origins: frozenset[str] = frozenset()
    same_origin: bool = False
    token: str = ""

    def check(self, request: Request) -> Mapping[str, str]:
        """Let a request in, and return the headers that let its page read the answer.

        Raises:
            Refused: If it may not come in.
        """
        host = request.headers.get("Host", "")
        if not self.is_ours(host):
            raise Refused(403, "The request is for another host.")
        origin = request.headers.get("Origin")
        if origin is None:
            return {}
        if self.same_origin:
            if origin not in (f"http://{host}", f"https://{host}"):
                raise Refused(403, "The request comes from a page of another origin.")
            return {}
        if origin not in self.origins:
            raise Refused(403, "Pages of this origin may not use this server.")
        return {
            "Access-Control-Allow-Origin": origin,
            "Access-Control-Expose-Headers": "Retry-After",
        }

    def check_token(self, request: Request) -> None:
        """Let a request run something.

        Raises:
            Refused: If it does not have the token of our pages.
        """
        sent = request.headers.get(TOKEN_HEADER, "").encode()
        if self.token and not hmac.compare_digest(sent, self.token.encode()):
            raise Refused(403, "The request does not have the token of the page; reload the page.")

    def is_ours(self, host: str) -> bool:
        """Return whether the host of a request is this server."""
        parts = _HOST.fullmatch(host)
        if parts is None:
            return False
        name = parts["name"].strip("[]").lower().removesuffix(".")
        if name in self.names or name == "localhost" or name.endswith(".localhost"):
            return True
        try:
            address = ipaddress.ip_address(name)
        except ValueError:
            return False
        return self.any_address or address.is_loopback


def is_loopback(host: str) -> bool:
    """Return whether a server on this host is reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def client_of(request: Request) -> str:
    """Return the client of a request: its address, or the network that an IPv6 client has for itself."""
    text = request.environ.get("REMOTE_ADDR") or ""
    try:
        address = ipaddress.ip_address(text)
    except ValueError:
        return text
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)
