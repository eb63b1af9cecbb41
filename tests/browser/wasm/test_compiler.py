"""One instance of the compiler serves all programs, and each as if it were the first."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from mkdocs_c_runner.engine.wasm.toolchain import Toolchain, installed

from ...conftest import served
from ..test_modules import SOURCES

# Compiles programs one after the other, and the last of them by a compiler that is new. Sends what each became, as a
# digest, with its messages and the bytes of memory that the compiler has then.
WORKER = """
import { Compiler } from "/source/compiler.js";
import { unpacked } from "/source/tar.js";

const manifest = await (await fetch("/toolchain/manifest.json")).json();
const opened = async ({ file }) => {
  const { body } = await fetch(`/toolchain/${file}`);
  return new Response(body.pipeThrough(new DecompressionStream("gzip"))).arrayBuffer();
};
const module = await WebAssembly.compile(await opened(manifest.compiler));
const system = unpacked(new Uint8Array(await opened(manifest.sysroot)));
const made = async (compiler, [text, flags, ...headers]) => {
  const files = [{ name: "main.c", text }, ...headers.map((name) => ({ name, text: "" }))];
  const request = { files, sources: ["main.c"], std: "", libs: [], memory: 2 ** 26 };
  const { wasm, messages } = compiler.build({ ...request, flags });
  const digest = wasm && [...new Uint8Array(await crypto.subtle.digest("SHA-256", wasm))].join();
  return [digest, messages, compiler.prepare().size];
};
addEventListener("message", async ({ data }) => {
  const one = new Compiler(manifest, module, system);
  const all = [];
  for (const program of data) all.push(await made(one, program));
  postMessage([all, await made(new Compiler(manifest, module, system), data.at(-1))]);
});
addEventListener("unhandledrejection", ({ reason }) => {
  throw reason; // so that the page hears of it
});
postMessage("ready");
"""

ASK = """async programs => {
  const worker = new Worker("/worker.js", { type: "module" });
  const told = () => new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message));
  });
  await told();
  worker.postMessage(programs);
  const answer = await told();
  worker.terminate();
  return answer;
}"""

HELLO = ('#include <stdio.h>\nint main(void) { puts("hello"); return 0; }', ["-Wall"])
# They end in all ways in which a compiler ends, and leave what the next must not see.
OTHERS: tuple[tuple[str | list[str], ...], ...] = (
    ("int main(void) { return missing; }", []),
    ("int f(void);\nint main(void) { return f(); }", []),
    ('#include "none.h"', []),
    (f"int main(void) {{ return {'(' * 100_000}1; }}", ["-fbracket-depth=200000"]),
    (
        "#include <math.h>\nint main(int n, char **a) { (void)a; return (int)sin(n); }",
        ["-O2", "-g"],
    ),
    ("#define X\nint X main(void) { int unused; return 0; }", ["-Wall", "-Werror"]),
    # A file of its own has the name of one of the system.
    ("#include <stdio.h>\nint main(void) { return 0; }", [], "usr/include/wasm32-wasip1/stdio.h"),
)
# What is said of those that do not compile.
SAID = ("undeclared", "undefined symbol: f", "not found", "nested too deeply", "unused variable")


@pytest.fixture
def toolchain() -> Toolchain:
    found: Toolchain = installed()
    return found


@pytest.fixture
def address(tmp_path: Path, toolchain: Toolchain) -> Iterator[str]:
    """A host of the sources, the toolchain, and the worker."""
    (tmp_path / "source").symlink_to(SOURCES)
    (tmp_path / "toolchain").symlink_to(toolchain.directory)
    (tmp_path / "worker.js").write_text(WORKER)
    with served(tmp_path) as found:
        yield found


def test_each_program_becomes_what_it_becomes_as_the_first(
    each_browser: Browser, address: str
) -> None:
    programs = [HELLO, *OTHERS, HELLO]
    with each_browser.new_context() as context:
        page = context.new_page()
        page.goto(f"{address}/worker.js")
        answers: tuple[Any, Any] = page.evaluate(ASK, json.loads(json.dumps(programs)))

    (first, *others, last), alone = answers
    assert first == last == alone
    assert first[0]
    told = [messages for digest, messages, _ in others if not digest]
    assert [said for said, text in zip(SAID, told, strict=True) if said not in text] == []
