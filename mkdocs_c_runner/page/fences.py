"""The validator and the formatter that SuperFences calls for a fence in language `c`.

SuperFences swallows every exception of either and then shows the fence as inline code, so none leaves
this file. The HTML is final when the formatter returns: other plugins read it at once.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any
from weakref import WeakKeyDictionary

from markdown import Markdown
from pymdownx.superfences import highlight_validator

from ..engine.result import Outcome
from . import render
from .options import HIGHLIGHTER_OPTIONS, Defaults, ParsedHeader, mark, parse
from .report import Report
from .scan import FoundFence, Header, ScannedPage, header_key
from .snippet import Place, Snippet

LANGUAGES = ("c", "C")


class Fences:
    """The marked fences of one build.

    Args:
        defaults: What the site says where a fence says nothing.
        labels: The words around the output.
        report: Takes problems and outcomes.
        page_of: The path of the page that a Markdown instance renders, and what the scan found there.
        answer: Compiles and runs a snippet, or None to show sources alone.
    """

    def __init__(
        self,
        *,
        defaults: Defaults,
        labels: Mapping[str, str],
        report: Report,
        page_of: Callable[[Markdown], tuple[str, ScannedPage]],
        answer: Callable[[Snippet], Outcome] | None,
    ) -> None:
        self._defaults = defaults
        self._labels = labels
        self._report = report
        self._page_of = page_of
        self._answer = answer
        self._rendered: WeakKeyDictionary[Markdown, Counter[object]] = WeakKeyDictionary()

    def validate(
        self,
        language: str,  # noqa: ARG002 - the signature is SuperFences'
        inputs: dict[str, Any],
        options: dict[str, Any],
        attrs: dict[str, Any],  # noqa: ARG002
        md: Markdown,
    ) -> bool:
        """Takes marked fences and leaves all others to the site."""
        processor: Any = md.preprocessors["fenced_code_block"]
        if not mark(inputs, processor.classes):
            return False
        options["inputs"] = dict(inputs)
        return True

    def format(
        self,
        src: str,
        language: str,
        options: dict[str, Any],
        md: Markdown,
        classes: list[str] | None = None,
        id_value: str = "",
        attrs: dict[str, Any] | None = None,
        **_: object,
    ) -> str:
        """The HTML of a marked fence."""
        inputs = options["inputs"]
        classes = list(classes or [])
        path, page = self._page_of(md)

        def source() -> str:
            return _highlight(md, src, language.lower(), inputs, classes, id_value, attrs or {})

        try:
            found = self._locate(md, page, header_key(inputs, classes), src)
            place = _place(path, found)
            header = parse(inputs, self._defaults)
            snippet = Snippet(found.raw if found else src, header.options, place)
            html = self._block(snippet, header, source, found.text if found else None)
        except Exception as error:  # noqa: BLE001 - SuperFences would show inline code and say nothing
            self._report.broken(Place(path, known=False), error)
            html = f"{source()}\n{render.problems([self._labels['internal_error']], self._labels)}"
        return html

    def snippet(self, path: str, found: FoundFence) -> Snippet | None:
        """The snippet of a fence that the scan found, or None if it is not to be run."""
        inputs = {name: value for name, value in found.header if name != "."}
        header = parse(inputs, self._defaults)
        snippet = Snippet(found.raw, header.options, _place(path, found))
        wanted = header.options.run and not header.wrong_values and not snippet.problem()
        return snippet if wanted else None

    def _block(
        self,
        snippet: Snippet,
        header: ParsedHeader,
        source: Callable[[], str],
        text: str | None,
    ) -> str:
        if self._answer is None or not snippet.options.run:
            return source()
        problem = snippet.problem()
        problems = [*header.problems, *([problem] if problem else [])]
        for text in problems:
            self._report.problem(snippet.place, text)
        if header.wrong_values or problem:
            note = render.problems([self._labels["not_run"], *problems], self._labels)
            return f"{source()}\n{note}"
        outcome = self._answer(snippet)
        html = render.block(snippet.options, outcome.result, source, self._labels)
        if problems:
            html = f"{html}\n{render.problems(problems, self._labels)}"
        self._report.outcome(snippet, outcome, html, text)
        return html

    def _locate(
        self, md: Markdown, page: ScannedPage, header: Header, source: str
    ) -> FoundFence | None:
        """The fence as the scan saw it; equal ones are told apart by their order on the page."""
        same = [fence for fence in page.fences if (fence.header, fence.source) == (header, source)]
        seen = self._rendered.setdefault(md, Counter())
        number = seen[header, source]
        seen[header, source] += 1
        return same[min(number, len(same) - 1)] if same else None


def _place(path: str, found: FoundFence | None) -> Place:
    if found is None or found.line is None:
        return Place(path, known=False)
    return Place(path, found.line, found.column)


def _highlight(
    md: Markdown,
    src: str,
    language: str,
    inputs: dict[str, Any],
    classes: list[str],
    id_value: str,
    attrs: dict[str, Any],
) -> str:
    """The source as the site's own highlighter makes it."""
    processor: Any = md.preprocessors["fenced_code_block"]
    wanted = {
        name: value
        for name, value in inputs.items()
        if (name in HIGHLIGHTER_OPTIONS or name.startswith("data-")) and isinstance(value, str)
    }
    options: dict[str, Any] = {}
    unknown: dict[str, Any] = {}
    highlight_validator(language, wanted, options, unknown, md)
    if processor.attr_list:
        attrs = {**attrs, **{name: v for name, v in unknown.items() if name.startswith("data-")}}
    return str(
        processor.highlight(
            src=src,
            language=language,
            options=options,
            md=md,
            classes=[name for name in classes if name != "run"],
            id_value=id_value,
            attrs=attrs,
        )
    )
