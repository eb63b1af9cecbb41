"""Programs that ask their imports for too much, or for what is not there, harm neither page nor browser."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from ..reader import Reader
from .site import ASSETS, HELLO, run

# All that is imported, with the letters of its parameters: i for 32 bits, l for 64.
CALLS = {
    "fd_close": "i",
    "fd_fdstat_get": "ii",
    "fd_fdstat_set_flags": "ii",
    "fd_filestat_get": "ii",
    "fd_filestat_set_size": "il",
    "fd_pread": "iiili",
    "fd_prestat_get": "ii",
    "fd_prestat_dir_name": "iii",
    "fd_pwrite": "iiili",
    "fd_read": "iiii",
    "fd_readdir": "iiili",
    "fd_renumber": "ii",
    "fd_seek": "ilii",
    "fd_tell": "ii",
    "fd_write": "iiii",
    "args_get": "ii",
    "args_sizes_get": "ii",
    "environ_get": "ii",
    "environ_sizes_get": "ii",
    "clock_res_get": "ii",
    "clock_time_get": "ili",
    "path_open": "iiiiillii",
    "path_create_directory": "iii",
    "path_filestat_get": "iiiii",
    "path_readlink": "iiiiii",
    "path_remove_directory": "iii",
    "path_rename": "iiiiii",
    "path_unlink_file": "iii",
    "poll_oneoff": "iiii",
    "random_get": "ii",
    "sched_yield": "",
    "sock_shutdown": "ii",
}

# Calls a function with numbers from a list, by chance, in memory of 16 pages: it returns or traps.
FUZZ = """async ([calls, seed]) => {
  const [{ Wasi, Exit }, { Directory }] = await Promise.all([import('/wasi.js'), import('/files.js')]);
  const numbers = [0, 1, 2, 3, 4, 5, 8, 64, 255, 1023, 4096, 65535, 65536, 1048575, 1048576, 0x7fffffff, -1, -8,
    -2147483648, 0x10000000];
  const strange = [];
  let state = seed;
  const chosen = () => (state = (state * 1103515245 + 12345) & 0x7fffffff) / 0x7fffffff;
  for (const [name, letters] of Object.entries(calls)) {
    for (let turn = 0; turn < 50; turn++) {
      const root = new Directory();
      root.put('a', new Uint8Array(100));
      let printed = 0;
      const wasi = new Wasi({ args: ['a'], env: ['b=c'], root, write: (_, bytes) => { printed += bytes.length; } });
      const memory = new WebAssembly.Memory({ initial: 16 });
      wasi.attach({ exports: { memory } });
      new Uint8Array(memory.buffer).fill(97);
      new Uint32Array(memory.buffer).fill(0x01000000, 0, 1024);
      wasi.open[4] = { file: root.entries.get('a'), position: 0, appends: false, rights: 0x1fffffffn };
      const values = [...letters].map(letter => {
        const number = numbers[Math.floor(chosen() * numbers.length)];
        return letter === 'l' ? BigInt(number) << (chosen() > 0.5 ? 32n : 0n) : number;
      });
      const begin = performance.now();
      let result;
      try {
        result = wasi.imports[name](...values);
      } catch (error) {
        result = error instanceof RangeError ? 0 : String(error.stack);
      }
      if (!Number.isInteger(result)) strange.push([name, String(values), String(result)]);
      if (performance.now() - begin > 2000) strange.push([name, String(values), 'slow']);
      if (root.entries.get('a').size < 0) strange.push([name, String(values), 'negative']);
    }
  }
  return strange;
}"""


def test_calls_with_any_numbers_return_or_trap(sources: Page) -> None:
    assert sources.evaluate(FUZZ, [CALLS, 1]) == []


IMPORT = (
    '__attribute__((import_module("wasi_snapshot_preview1"), import_name("{}"))) int own({});\n'
)
BIG = "static unsigned a[1 << 20];\n"

# What a program does, and what its reader is told.
HOSTILE = {
    "a huge count of pieces": (
        IMPORT.format("fd_write", "int, void *, int, int *")
        + BIG
        + 'int main(void) { a[0] = own(1, 0, 0x7fffffff, (int *)a); printf("%u", a[0]); }',
        "28",
    ),
    "a path that is too long": (
        BIG
        + "#include <errno.h>\n#include <string.h>\nint main(void) { memset(a, 97, sizeof a - 1); "
        'FILE *f = fopen((char *)a, "r"); printf("%d", !f && errno == ENAMETOOLONG); }',
        "1",
    ),
    "a huge count of events": (
        IMPORT.format("poll_oneoff", "void *, void *, int, int *")
        + BIG
        + 'int main(void) { int n = own(a, a, 0x7fffffff, (int *)a); printf("%d", n); }',
        "28",
    ),
    "files that are removed while they are open": (
        BIG + "#include <unistd.h>\nint main(void) { int n = 0; for (int i = 0; i < 5; i++) { "
        'FILE *f = fopen("f", "w"); if (!f) break; unlink("f"); int done = 1; '
        "for (int j = 0; done && j < 15; j++) done = fwrite(a, 1, sizeof a, f) == sizeof a; "
        'if (done) n++; } printf("%d", n); }',
        "1",
    ),
    "a memory beyond its own": (
        IMPORT.format("fd_write", "int, void *, int, int *")
        + 'int main(void) { own(1, (void *)-8, 1, 0); printf("no"); }',
        "Killed by SIGSEGV",
    ),
    "markup": (
        'int main(void) { puts("<img src=x onerror=alert(1)><script>alert(1)</script>\\x1b]8;;javascript:x\\a"); }',
        "<img src=x onerror=alert(1)><script>alert(1)</script>",
    ),
    "ten megabytes": (
        "int main(void) { for (int i = 0; i < 10 << 20; i++) putchar('a' + i % 26); }",
        "Stopped at the output limit of 1 MiB.",
    ),
}


def test_hostile_programs_harm_nobody(reader: Reader) -> None:
    for name, (source, told) in HOSTILE.items():
        run(reader, "#include <stdio.h>\n" + source)
        shown = reader.figure.locator("pre code, .c-runner-status").filter(has_text=told)
        expect(shown.first, name).to_be_visible()
        expect(reader.workbench.get_by_role("button", name="Run", exact=True)).to_be_enabled()
        assert not reader.figure.locator("img, script, a[href^=javascript]").count(), name
    run(reader, HELLO)
    expect(reader.output).to_have_text("changed")


# A module that imports one function: from, name.
MODULE = """([from, name]) => {
  const text = value => [value.length, ...new TextEncoder().encode(value)];
  const entry = [1, ...text(from), ...text(name), 0, 0];
  return [0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 2, entry.length, ...entry];
}"""
PLAY = """async ([script, bytes]) => {
  const worker = new Worker(script, { type: "module" });
  const said = await new Promise(resolve => {
    worker.onmessage = ({ data }) => data.started || resolve(data);
    const start = { bytes: new Uint8Array(bytes), args: [], env: [], files: [], stdin: "x", most: 9 };
    worker.postMessage({ start });
  });
  worker.terminate();
  return said;
}"""


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("env", "fetch"),
        ("wasi_snapshot_preview1", "toString"),
        ("wasi_snapshot_preview1", "constructor"),
        ("__proto__", "polluted"),
        ("wasi_unstable", "fd_write"),
        ("c_runner", "__ubsan_handle_x"),
    ],
)
def test_a_module_that_imports_anything_else_is_refused(
    source: str, name: str, reader: Reader, bare: str
) -> None:
    module = reader.page.evaluate(MODULE, [source, name])

    said = reader.page.evaluate(PLAY, [f"{bare}{ASSETS}/program_worker.js", module])

    assert said == {"failure": f"Error: {source}.{name}"}


REACHES = re.compile(
    r"fetch|XMLHttp|WebSocket|WebTransport|EventSource|RTC|indexedDB|IDB|[cC]ache|FileSystem|"
    r"importScripts|Worker$|Broadcast|MessageChannel|navigator|Navigator$|[Cc]ookie|Lock|Push|Notification"
)
NAMES = """() => {
  const names = [];
  for (let held = self; held && held !== Object.prototype; held = Object.getPrototypeOf(held)) {
    for (const name of Object.getOwnPropertyNames(held)) if (self[name] !== undefined) names.push(name);
  }
  return names;
}"""


def test_the_worker_of_a_program_reaches_nothing(browser: Browser, bare: str) -> None:
    with browser.new_context() as context:
        page = context.new_page()
        page.goto(bare)
        with page.expect_worker() as started:
            page.evaluate(
                """script => new Promise(resolve => {
                  window.worker = new Worker(script, { type: "module" });
                  window.worker.onmessage = resolve;
                  window.worker.postMessage({ start: { bytes: new Uint8Array(), args: [], env: [], files: [] } });
                })""",
                f"{bare}{ASSETS}/program_worker.js",
            )
        names: list[Any] = started.value.evaluate(NAMES)

    assert "postMessage" in names
    assert [name for name in names if REACHES.search(name)] == []
