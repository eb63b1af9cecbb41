"""The words around the output: every language has all of them, and sites can replace them."""

from __future__ import annotations

import signal

import pytest

from mkdocs_c_runner.labels import UnknownLabel, fields_of, labels, languages, words

from ..html.blocks import (
    ENGLISH,
)


@pytest.mark.parametrize("language", languages())
def test_every_language_has_all_words(language: str) -> None:
    english, translated = words("en"), words(language)

    assert list(translated) == list(english)
    for name, text in translated.items():
        found, wanted = fields_of(text), fields_of(english[name])
        # What was expected is told to authors, in the log, and in English.
        assert found == wanted or (name == "unexpected" and found == set()), name


@pytest.mark.parametrize(
    ("tag", "output"),
    [
        *(("en", "Output"), ("de", "Ausgabe"), ("de_AT", "Ausgabe"), ("pt-BR", "Saída")),
        *(("zh", "输出"), ("zh-TW", "輸出"), ("zh-Hant", "輸出"), ("JA", "出力")),
        *(("tlh", "Output"), ("", "Output"), ("../languages/de", "Output")),
    ],
)
def test_labels_are_in_the_language_of_the_site(tag: str, output: str) -> None:
    assert labels({}, tag)["output"] == output
    assert labels({"output": "x"}, tag)["output"] == "x"


@pytest.mark.parametrize(
    ("replacements", "message"),
    [
        (
            {"outputs": "x"},
            "There is no label 'outputs'; there are source, command,",
        ),
        ({"exited": "{code}"}, "The label 'exited' may only use the fields {status}"),
        ({"exited": "{"}, "The label 'exited' may only use the fields"),
        ({"exited": "{0}"}, "The label 'exited' may only use the fields"),
        ({"exited": "{}"}, "The label 'exited' may only use the fields"),
        ({"exited": "{status.real}"}, "The label 'exited' may only use the fields"),
        ({"exited": "{status!x}"}, "The label 'exited' may only use the fields"),
        ({"exited": "{limit}"}, "The label 'exited' may only use the fields"),
        ({"exited": "{status:d}"}, "The label 'exited' may only use the fields"),
    ],
)
def test_a_label_that_could_not_be_filled_in_is_refused(
    replacements: dict[str, str], message: str
) -> None:
    with pytest.raises(UnknownLabel) as caught:
        labels(replacements)

    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("text", ["", "no fields", "{{status}}", "{status}", "{status:>3}"])
def test_a_label_may_leave_its_fields_out(text: str) -> None:
    assert labels({"exited": text})["exited"] == text


def test_the_meanings_of_signals_are_those_of_python() -> None:
    names = {item.name for item in signal.Signals}
    assert {name for name in ENGLISH if name.startswith("SIG")} <= names
