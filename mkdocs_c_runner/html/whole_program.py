"""The whole program of a block: its files, with the lines of the block marked, and the names of the blocks around it.

A name is drawn by the style sheet. So the text is the program and nothing else, whoever copies it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from posixpath import splitext

from ..bounds import HIGHLIGHTED_PROGRAMS, PROGRAMS_OF_PAGE
from ..labels import Labels
from ..markup import EMPTY, Markup, element, joined, line, text
from ..media.foreign import excluded_from_search
from ..program.assemble import BEFORE, Part
from ..program.exported import downloaded
from ..program.hidden_lines import without_marker
from ..program.snippet import Snippet
from ..program.whole import WholeFile, WholeLine, whole_files
from .page_code import code_of_page
from .pieces import Section
from .publishing import Publishing
from .shown import Shown


def program(shown: Shown) -> list[Section]:
    """Return the whole program as a part of a block."""
    html = _program(shown)
    if not shown.look.search:
        html = excluded_from_search(html)
    return [Section(shown.labels["program"], html)]


def whole_program(shown: Shown) -> Markup:
    """Return the whole program of a block that is only a part of one, to be unfolded; else nothing."""
    display = shown.options.display
    if not (shown.checked.snippet.parts and display.whole) or "program" in display.show:
        return EMPTY
    return line(
        "details",
        "\n",
        element("summary", shown.labels["whole_program"]),
        "\n",
        _program(shown),
        class_="c-runner-whole",
        data_search_exclude=True,
    )


def _program(shown: Shown) -> Markup:
    """Return the files of a program, each under its name if there are several, and a link to download it."""
    snippet, labels = shown.checked.snippet, shown.labels
    files = whole_files(snippet.program)
    total = shown.publishing.room("program", sum(len(file.text) for file in files))
    is_highlighted = total <= HIGHLIGHTED_PROGRAMS
    is_apart = any(item.part not in (None, snippet.block) for file in files for item in file.lines)
    html = []
    for file in files if total <= PROGRAMS_OF_PAGE else ():
        if len(files) > 1:
            html.append(line("p", file.name, class_="c-runner-label"))
        html.append(_file(file, shown, is_apart=is_apart, is_highlighted=is_highlighted))
    return joined((*html, _download(snippet, files, labels, shown.publishing)))


def _file(file: WholeFile, shown: Shown, *, is_apart: bool, is_highlighted: bool) -> Markup:
    """Return a file, in runs of lines that one fence has.

    Args:
        file: The file.
        shown: The block.
        is_apart: Whether other fences have lines of the program, too.
        is_highlighted: Whether the lines of other fences are highlighted.
    """
    snippet, publishing = shown.checked.snippet, shown.publishing
    fences: dict[int, Sequence[Markup]] = {}
    html = []
    for _, group in groupby(file.lines, key=lambda item: id(item.part)):
        run = list(group)
        part = run[0].part
        if is_highlighted or part is snippet.block:
            code = joined(_highlighted(run, publishing, fences), "\n") + "\n"
        else:
            code = text("".join([f"{item.text}\n" for item in run]))
        name = _name(part, snippet, shown.labels, publishing) if is_apart else EMPTY
        if part is snippet.block and is_apart:
            html.append(element("mark", name, code, class_="c-runner-own"))
        else:
            html.append(element("span", name, code))
    return code_of_page(joined(html), "c-runner-program", (item.text for item in file.lines))


def _highlighted(
    lines: Sequence[WholeLine], publishing: Publishing, fences: dict[int, Sequence[Markup]]
) -> Iterator[Markup]:
    """Yield highlighted lines; each fence is highlighted as a whole, once for all programs.

    Args:
        lines: The lines.
        publishing: The means of the page's host.
        fences: The lines of the fences so far.
    """
    for item in lines:
        if not (item.part and item.number):
            yield joined(publishing.lines(item.text)) if item.text else EMPTY
            continue
        fence = fences.get(id(item.part))
        if fence is None:
            code = "\n".join(map(without_marker, item.part.listing.lines))
            fence = fences[id(item.part)] = publishing.lines(code)
        yield fence[item.number - 1]


def _name(part: Part | None, snippet: Snippet, labels: Labels, publishing: Publishing) -> Markup:
    """Return the name of a fence above its lines, which leads to it if it is on a page."""
    if part is None or part.name.endswith(BEFORE):
        return EMPTY
    if part is snippet.block:
        name, address = labels["this_block"], None
    else:
        name, address = part.name, publishing.address(part)
    return element(
        "a",
        href=address,
        class_="c-runner-from",
        data_name=name,
        aria_label=name,
        role=None if address else "note",
    )


def _download(
    snippet: Snippet, files: Sequence[WholeFile], labels: Labels, publishing: Publishing
) -> Markup:
    """Return a link to the program as a file, or as an archive if it has several."""
    file = downloaded(snippet, files)
    address = publishing.publish(splitext(file.name)[1], file.content)
    words = labels["download"].format(file=file.name)
    anchor = element("a", words, href=address, download=file.name)
    return line("p", anchor, class_="c-runner-elsewhere", data_search_exclude=True)
