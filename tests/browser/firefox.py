"""The distribution's Firefox, as Playwright can drive it.

Playwright sends it one command that this version does not know, the one that emulates media features. So this program
stands between them, and answers that command itself. Playwright starts it as if it were Firefox.
"""

from __future__ import annotations

import asyncio
import json
import re
import shutil
import sys
from collections.abc import AsyncIterable

from websockets.asyncio.client import ClientConnection, connect
from websockets.asyncio.server import ServerConnection, serve

UNKNOWN = "emulation.setMediaFeaturesOverride"


def path() -> str | None:
    """Return the path of Firefox, or None if there is none."""
    return shutil.which("firefox-esr") or shutil.which("firefox")


async def main(arguments: list[str]) -> None:
    """Start Firefox, and pass on what Playwright and it say to each other."""
    firefox = await asyncio.create_subprocess_exec(
        path() or "firefox",
        *arguments,
        stdin=asyncio.subprocess.DEVNULL,
        stdout=asyncio.subprocess.DEVNULL,
        stderr=asyncio.subprocess.PIPE,
    )
    assert firefox.stderr
    address = await address_in(firefox.stderr)

    async def session(playwright: ServerConnection) -> None:
        path = playwright.request.path if playwright.request else "/session"
        async with connect(address + path, max_size=None) as browser:
            both = (commands(playwright, browser), answers(browser, playwright))
            tasks = [asyncio.create_task(one) for one in both]
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)

    async with serve(session, "127.0.0.1", 0, max_size=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        print(f"WebDriver BiDi listening on ws://127.0.0.1:{port}", file=sys.stderr, flush=True)
        async for _ in firefox.stderr:  # read, so that Firefox is never held up
            pass
        await firefox.wait()


async def address_in(lines: AsyncIterable[bytes]) -> str:
    """Return the address at which Firefox says that it listens."""
    async for line in lines:
        if found := re.search(rb"WebDriver BiDi listening on (ws://\S+)", line):
            return found[1].decode()
    raise RuntimeError("Firefox has ended")


async def commands(playwright: ServerConnection, browser: ClientConnection) -> None:
    """Pass on commands, but for the one that Firefox does not know."""
    async for message in playwright:
        command = json.loads(message)
        if command["method"] == UNKNOWN:
            done = {"type": "success", "id": command["id"], "result": {}}
            await playwright.send(json.dumps(done))
        else:
            await browser.send(message)


async def answers(browser: ClientConnection, playwright: ServerConnection) -> None:
    """Pass on what Firefox says."""
    async for message in browser:
        await playwright.send(message)


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
