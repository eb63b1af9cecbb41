"""Sites with programs of other machines: what readers and authors see."""

from __future__ import annotations

import re

import pytest

from .conftest import BuildSite
from .machines import emulated

PAGE = """\
```c run compiler="gcc {compiler}" show="source compiler output"
#include <stdio.h>
int main(void)
{{
    char c = (char)200;
    printf("%d\\n", c);
}}
```

```c run compiler="{compiler}"
#include <locale.h>
#include <stdio.h>
int main(void) {{ puts(setlocale(LC_ALL, "") ? "yes" : "no"); }}
```
"""

MISTAKES = {
    'compiler="gcc:s390x" flags="-fsanitize=address"': "cannot have it, because there is none that works on s390x. "
    "Of the sanitizers it has undefined.",
    'compiler="gcc:riscv64" flags="-fsanitize=undefined"': "there is none that works on riscv64",
    'compiler="musl-gcc" flags="-fsanitize=undefined"': "because sanitizers need another C library than musl",
    'compiler="gcc:s390x" show="source memory"': "there are no pictures of programs of gcc:s390x",
    'compiler="gcc:mips"': "a version such as gcc-13, or a machine such as gcc:s390x (there are",
    'compiler="gcc-99:s390x"': "gcc-99:s390x is not installed: it takes s390x-linux-gnu-gcc-99 and qemu-s390x",
}


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("compiler", emulated("gcc:s390x"))
def test_machines_that_differ_have_tabs_with_their_names(
    compiler: str, build_site: BuildSite
) -> None:
    site = build_site({"index.md": PAGE.format(compiler=compiler)})

    labels = re.findall(r"<label[^>]*>(.*?)</label>", site.html())
    assert labels == ["gcc", "s390x (big-endian)"]
    versions = re.findall(r'class="c-runner-compiler">([^<]*)', site.html())
    assert re.fullmatch(r"gcc [\d.]+, -Wall -Wextra", versions[0])
    assert re.fullmatch(r"gcc [\d.]+ for s390x, -Wall -Wextra", versions[1])
    assert ">no<" in site.html()
    assert any("On s390x there is no UTF-8 locale" in line for line in site.log)


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize(("options", "said"), MISTAKES.items())
def test_what_a_machine_cannot_is_said(options: str, said: str, build_site: BuildSite) -> None:
    page = f"```c run {options}\nint main(void) {{ return 0; }}\n```\n"
    config = {"plugins": [{"c-runner": {"allowed_flags": ["-fsanitize=*"]}}]}

    site = build_site({"index.md": page}, config)

    assert site.error is not None
    assert said in "\n".join([*site.log, site.error])


@pytest.mark.usefixtures("sandbox")
@pytest.mark.parametrize("compiler", emulated("tcc"))
def test_what_a_compiler_ignores_is_not_shown_as_if_it_held(
    compiler: str, build_site: BuildSite
) -> None:
    options = f'compiler="{compiler}" std="c17" flags="-O2 -DX=1" show="compiler output"'
    page = f"```c run {options}\nint main(void) {{ return X - 1; }}\n```\n"
    code = '#include <stdio.h>\nint main(void) { puts("x"); }'
    page += f'```c run compiler="gcc {compiler}" flags="-O1 | -O2"\n{code}\n```\n'

    site = build_site({"index.md": page})

    (said,) = re.findall(r'class="c-runner-compiler">([^<]*)', site.html())
    assert re.fullmatch(r"tcc [\d.]+, -Wall -Wextra -DX=1", said)
    assert any("tcc ignores -std=c17 -O2." in line for line in site.log)
    assert "tcc -O" not in site.html()
