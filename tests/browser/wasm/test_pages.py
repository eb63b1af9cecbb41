"""Pages whose programs run in the browsers of readers: what is loaded and when, links, policies, themes."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from ..reader import Reader
from .kept import TO_EDIT, wait_until_kept
from .site import HELLO, NOTE, POLICY, run

ENDLESS = HELLO.replace("}", "fflush(stdout); for (;;) ; }")

# What a page tells of its requests: those of its scripts and workers too.
TOOLCHAIN = "/toolchain/"


def test_a_program_of_two_files_is_edited(page: Page, bare: str) -> None:
    page.goto(bare)
    reader = Reader(page, 1)
    reader.edit()
    reader.page.get_by_role("tab", name="twice.h").click()
    run(reader, "int twice(int n) { return 3 * n; }")
    expect(reader.output).to_have_text("6")

    run(reader, "int twice(int n) { return n * wrong; }")
    expect(reader.said).to_contain_text("twice.h:1: use of undeclared identifier 'wrong'")


def sharing(page: Page, address: str, block: int = 0) -> Reader:
    """A reader who edits a block; the page keeps what is copied as `copied`."""
    page.goto(address)
    page.evaluate("navigator.clipboard.writeText = async text => { window.copied = text; }")
    reader = Reader(page, block)
    reader.edit()
    return reader


def test_a_link_shows_a_changed_program_and_runs_nothing(page: Page, bare: str) -> None:
    reader = sharing(page, bare, 1)
    reader.write('int main(void) { puts("shared"); }')
    reader.workbench.get_by_label("Arguments").fill("a 'b c'")
    reader.press("Copy link")
    expect(reader.said).to_contain_text("was copied")
    link = page.evaluate("copied")
    assert re.fullmatch(re.escape(bare) + r"#c=[\w-]+", link)

    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto("about:blank")
    page.goto(link)

    reader = Reader(page, 1)
    expect(reader.code).to_contain_text('puts("shared")')
    expect(reader.said).to_contain_text("Run starts it")
    expect(reader.output).to_have_text("4")
    expect(reader.workbench.get_by_label("Arguments")).to_have_value("a 'b c'")
    assert not [url for url in requests if "worker" in url or TOOLCHAIN in url]
    page.goto("about:blank")
    page.goto(f"{bare}#c=damaged")
    told = page.get_by_text("a program that cannot be shown")
    expect(told).to_be_in_viewport()
    expect(page.locator(".c-runner-workbench")).to_have_count(0)
    page.evaluate("hash => { location.hash = hash; }", link.partition("#")[2])
    expect(reader.code).to_contain_text('puts("shared")')
    expect(told).to_have_count(0)


def test_a_program_that_is_too_long_for_a_link_is_told(page: Page, bare: str) -> None:
    reader = sharing(page, bare)
    reader.write(f'char text[] = "{"long " * 70_000}";')
    reader.press("Copy link")

    expect(reader.said).to_contain_text("too long for an address")
    assert page.evaluate("window.copied") is None


def test_a_link_to_a_block_that_is_gone_says_so(page: Page, bare: str) -> None:
    reader = sharing(page, bare, 1)
    reader.press("Copy link")
    expect(reader.said).to_contain_text("was copied")
    link = page.evaluate("copied")
    page.goto(f"{bare}other/#{link.partition('#')[2]}")

    expect(page.get_by_text("a program that cannot be shown")).to_be_in_viewport()


def test_a_block_as_it_is_runs_without_a_compiler(page: Page, bare: str) -> None:
    page.goto(f"{bare}other/")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    reader = Reader(page)
    expect(reader.figure.get_by_text(NOTE)).to_be_visible()
    button = reader.figure.get_by_role("button", name="Run", exact=True)
    expect(button).to_have_accessible_description(NOTE)
    button.click()

    expect(reader.output).to_have_text("n? ")
    expect(reader.figure.get_by_role("status")).to_contain_text("waits for input")
    expect(reader.typing).to_be_focused()
    reader.typing.fill("1")
    reader.typing.press("Enter")
    expect(reader.output).to_contain_text("n? 1\n2\nn? ")
    reader.figure.get_by_role("button", name="Stop", exact=True).click()
    expect(reader.figure.get_by_role("status")).to_have_text("Stopped.")
    assert not [url for url in requests if "editor" in url or TOOLCHAIN in url]


def test_what_a_changed_program_prints_goes_with_its_editor(page: Page, bare: str) -> None:
    page.goto(bare)
    reader = Reader(page)
    reader.edit()
    for source in (HELLO, ENDLESS):
        run(reader, source)
        expect(reader.output).to_have_text("changed")
        reader.figure.get_by_role("button", name="Edit and run").click()

        expect(reader.workbench).to_have_count(0)
        expect(reader.output).to_have_text("hello")
        reader.edit()
        expect(reader.workbench.get_by_role("button", name="Run", exact=True)).to_be_enabled()


def test_an_editor_stops_the_program_that_ran_before_it_was_opened(page: Page, bare: str) -> None:
    page.goto(f"{bare}other/")
    reader = Reader(page)
    reader.figure.get_by_role("button", name="Run", exact=True).click()
    expect(reader.output).to_have_text("n? ")
    reader.edit()
    expect(reader.workbench.get_by_role("button", name="Run", exact=True)).to_be_disabled()
    reader.press("Stop")

    expect(reader.workbench.get_by_role("button", name="Run", exact=True)).to_be_enabled()
    expect(reader.typing).to_have_count(0)


ASK_BOTH = """() => {
  const key = { key: "Enter", ctrlKey: true, bubbles: true, cancelable: true };
  document.querySelector(".c-runner-workbench").dispatchEvent(new KeyboardEvent("keydown", key));
  document.querySelector(".result.c-runner .c-runner-edit button").click();
}"""


def test_of_two_blocks_that_one_runs_that_was_asked_last(page: Page, bare: str) -> None:
    page.goto(bare)
    reader = Reader(page, 1)
    reader.edit()
    run(reader, ENDLESS)
    expect(reader.output).to_have_text("changed")
    page.evaluate(ASK_BOTH)

    expect(Reader(page).output).to_have_text("published")
    expect(reader.said).to_have_text("Stopped.")


def test_little_is_fetched_before_a_click(page: Page, bare: str) -> None:
    sizes: dict[str, int] = {}
    page.on(
        "response", lambda answer: sizes.update({answer.url: len(gzip.compress(answer.body()))})
    )
    page.goto(bare)
    page.wait_for_load_state("networkidle")

    ours = {Path(url).name: size for url, size in sizes.items() if "assets/c-runner" in url}
    ours.pop("c-runner.css")  # which pages have without a playground too
    assert sorted(ours) == ["playground.css", "playground.js"]
    assert sum(ours.values()) <= 6000


def test_the_compiler_is_fetched_once_and_then_needs_no_network(page: Page, bare: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    for pages, address in enumerate((bare, f"{bare}other/"), 1):
        page.goto(address)
        reader = Reader(page)
        reader.edit()
        run(reader, HELLO)
        expect(reader.output).to_have_text("changed")
        wait_until_kept(page, TO_EDIT, pages)

    names = [url.rsplit("/", 1)[1] for url in requests if TOOLCHAIN in url]
    assert len([name for name in names if name.startswith("clang")]) == 1
    assert len([name for name in names if name.startswith("sysroot")]) == 1
    page.context.set_offline(True)
    run(reader, HELLO.replace("changed", "offline"))
    expect(reader.output).to_have_text("offline")


# What beginners write.
USUAL = """#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <math.h>
struct node { int value; struct node *next; };
enum kind { FEW = 1, MANY };
static int table[3][3] = {{1, 2, 3}, {4, 5}};
static double mean(const float *values, int count)
{
    double sum = 0;
    for (int i = 0; i < count; i++) sum += values[i];
    return count ? sum / count : 0;
}
int main()
{
    char text[20], *word;
    float values[] = {1.5f, 2.25f};
    int rounded = (int)mean(values, 2), i = 0;
    unsigned long long big = 1ULL << 40;
    struct node *first = malloc(sizeof *first);
    first->value = table[1][1] % 3; first->next = NULL;
    strcpy(text, "a b c");
    for (word = strtok(text, " "); word; word = strtok(NULL, " ")) i++;
    do { switch (i % 3) { case 0: printf("%d ", i); break; default: i -= 1; } } while (i-- > 0);
    printf("%d %.2f %llu %s %d\\n", rounded, sqrt(big), big, i ? "yes" : "no", first->value);
    free(first);
}
"""


def test_usual_programs_do_without_the_rest_of_the_compiler(page: Page, bare: str) -> None:
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto(bare)
    reader = Reader(page)
    reader.edit()
    run(reader, USUAL)

    expect(reader.output).to_have_text("3 0 1 1048576.00 1099511627776 yes 2")
    assert not [url for url in requests if "/rest." in url]


def test_pages_that_material_loads_into_pages_share_the_compiler(
    page: Page, wasm_sites: dict[str, str]
) -> None:
    page.goto(wasm_sites["material"])
    workers: list[str] = []
    page.on("worker", lambda worker: workers.append(worker.url))
    for name in ("Blocks", "Other"):
        page.get_by_role("link", name=name).first.click()
        expect(page.get_by_role("heading", name=name)).to_be_visible()
        reader = Reader(page)
        reader.edit()
        run(reader, HELLO)
        expect(reader.output).to_have_text("changed")

    assert len([url for url in workers if "compiler" in url]) == 1


def test_a_policy_that_forbids_it_is_told(browser: Browser, bare: str) -> None:
    """The page stays as it was built."""
    with browser.new_context() as context:
        page = context.new_page()
        strict = POLICY.replace(" 'wasm-unsafe-eval'", "")
        page.route("**/*", lambda route: fulfilled(route, strict))
        page.goto(bare)
        reader = Reader(page)
        reader.edit()
        run(reader, HELLO)

        expect(reader.said).to_contain_text("does not let programs run here")
        expect(reader.output).to_have_text("hello")


def test_a_policy_that_forbids_workers_is_told(browser: Browser, bare: str) -> None:
    """The first change makes the compiler begin, and fail, before anybody asks for it."""
    with browser.new_context() as context:
        page = context.new_page()
        strict = f"{POLICY}; worker-src 'none'"
        page.route("**/*", lambda route: fulfilled(route, strict))
        page.goto(bare)
        reader = Reader(page)
        reader.edit()
        with page.expect_console_message(lambda said: "worker-src" in said.text):
            reader.write(HELLO)
        reader.press("Run")

        expect(reader.said).to_contain_text("does not let programs run here")
        expect(reader.output).to_have_text("hello")


def fulfilled(route: object, policy: str) -> None:
    """Answers with another policy."""
    answer = route.fetch()  # type: ignore[attr-defined]
    headers = {**answer.headers, "content-security-policy": policy}
    route.fulfill(response=answer, headers=headers)  # type: ignore[attr-defined]
