"""Words that authors write and other words that they mean: those of compilers, of other tools, and near spellings."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from .values import hint, nearest, shortened

_OPTIONS = {
    "std": "standard language_standard c_standard stdc",
    "stdin": "input typed stdin_text",
    "stdin_file": "input_file infile",
    "args": "arguments argument argv params parameters cmdline",
    "env": "environment environ vars variables",
    "flags": "cflags cppflags compile_flags compiler_flags compiler_options warnings copts",
    "libs": "ldflags ldlibs lib libraries link linker_flags",
    "compiler": "cc compilers compile_with",
    "timeout": "time time_limit max_time seconds limit",
    "memory": "mem memory_limit max_mem ram",
    "truncate": "max_output output_limit max_chars",
    "expect": "expected expects expected_exit exit exit_code exit_status status returns should_fail should_panic",
    "expect_output": "expected_output output stdout expected_stdout expect_stdout",
    "file": "filename file_name path",
    "uses": "use include includes requires depends depends_on",
    "data": "files datafile data_files",
    "show": "parts display hide",
    "main": "wrap",
    "tools": "shell",
    "volatile": "nondeterministic random",
    "cache": "cached",
    "title": "caption",
    "linenums": "lineno linenos line_numbers linenumbers number_lines numberlines",
    "hl_lines": "highlight highlight_lines emphasize_lines lines",
    "enabled": "enable",
}
_MEANT = {word: option for option, words in _OPTIONS.items() for word in words.split()}

# Words of which each is an option with a value.
_WHOLE = {
    'flags="-fsanitize=address"': "sanitize sanitizer sanitizers asan address_sanitizer",
    'flags="-fsanitize=undefined"': "ubsan undefined_sanitizer",
    'flags="-O2"': "optimize optimise optimization opt",
    'flags="-g"': "debug",
    'expect="compile-error"': "compile_fail compile_error should_not_compile",
    'run="off"': "no_run norun ignore skip",
}
_WHOLE_MEANT = {word: whole for whole, words in _WHOLE.items() for word in words.split()}

# Values of several options; each counts where the word that it means is known.
_VALUES = {
    "source": "code src input",
    "output": "result out terminal",
    "stderr": "err",
    "diagnostics": "errors warnings messages",
    "asm": "assembly assembler",
    "preprocessed": "preprocessor",
    "symbols": "nm symbol",
    "sections": "size readelf section",
    "disassembly": "objdump disassemble disassembled",
    "compiler": "version",
    "none": "nothing",
    "gcc": "cc c99",
    "clang": "llvm",
    "tcc": "tinycc",
    "wrap": "on yes true auto",
    "terminal": "tty pty",
    "image": "png picture",
    "plot": "chart graph",
    "csv": "table",
}
_MEANT_VALUES = {(word, value) for value, words in _VALUES.items() for word in words.split()}


def meant_option(name: str, known: Collection[str], cutoff: float = 0.6) -> str | None:
    """Return the option that an unknown one probably means, if any.

    Args:
        name: The unknown option.
        known: The options that there are.
        cutoff: The least similarity, from 0 to 1.
    """
    name = name.replace("-", "_")
    meant = _MEANT.get(name.lower())
    return meant if meant in known else nearest(name, known, cutoff)


def meant_whole(name: str) -> str | None:
    """Return the option with its value that an unknown one probably means, if it is a word for such."""
    return _WHOLE_MEANT.get(name.replace("-", "_").lower())


def meant_in_yaml(name: str) -> str | None:
    """Return the same as a line of YAML, if the option is one that a page or a site may have too."""
    whole = meant_whole(name)
    return whole.replace("=", ": ", 1) if whole and whole.startswith("flags=") else None


def refusal(
    allowed: str, words: Sequence[str], known: Collection[str], meant: str | None = None
) -> str:
    """Return why words cannot be used, with the first one that is not known, and the word that it means.

    Args:
        allowed: What is allowed: `must be some of …`.
        words: The words.
        known: The known words.
        meant: The word that the first unknown one means, if the caller knows it.
    """
    wrong = next((word for word in words if word not in known), "")
    meant = meant or next((word for word in known if (wrong.lower(), word) in _MEANT_VALUES), None)
    meant = meant or nearest(wrong.lower(), known)
    named = f', and not "{shortened(wrong)}"' if len(words) > 1 else ""
    return f"{allowed}{named}{hint(meant)}"
