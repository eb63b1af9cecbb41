"""The flags that a page may use."""

from __future__ import annotations

import pytest

from mkdocs_c_runner.engine.toolchain.flags import is_allowed

ALLOWED = """
-std=c89 -std=c99 -std=c11 -std=c17 -std=c2x -std=c23 -std=gnu17 -std=iso9899:1999 -ansi
-O -O0 -O1 -O2 -O3 -Os -Og -Oz
-g -g0 -g1 -g2 -g3
-w -pedantic -pedantic-errors
-Wall -Wextra -Werror -Wno-unused -Wno-error -Werror=format -Wformat=2 -Wformat-security
-Wimplicit-fallthrough=5 -Wc++-compat -Wpedantic -Wlarger-than=100
-DDEBUG -DN=10 -D_POSIX_C_SOURCE=200809L -DX= -DNAME=a.b_c+d-e -D_GNU_SOURCE -UNDEBUG
-lm -lpthread -lrt -ldl -lcrypt
-fsanitize=address -fsanitize=undefined -fsanitize=leak -fsanitize=thread
-fsanitize=address,undefined -fno-sanitize-recover -fno-sanitize-recover=all
-fsanitize-recover=address
-fno-omit-frame-pointer -fno-strict-aliasing -fwrapv -ftrapv -fno-builtin -fno-inline
-ffast-math -fPIC -fpie -fno-common -fstack-protector-all -funroll-loops -fanalyzer -fopenmp
-fsigned-char -funsigned-char -ffreestanding
-m64 -msse4.2 -msse2 -mavx -mavx2 -mavx512f -mfma -mbmi2 -mpopcnt
-pthread -static -pie -no-pie
""".split()  # noqa: SIM905 - it is a table

REFUSED = """
-o -c -E -S -M -MD -MF -MMD -x -v -### -pipe -save-temps -save-temps=obj -time -Q
-I -I. -I/etc -iquote -isystem -idirafter -imacros -include -include/etc/passwd -iprefix -isysroot
-L -L. -L/tmp -B -B. -B/tmp -specs=x -specs -wrapper -no-canonical-prefixes --sysroot=/ -nostdinc
-Wl,-rpath,/tmp -Wl,--wrap=x -Wa,-al=file -Wa,@file -Wp,-MD,/tmp/x -Wp,-include,x -Wl, -Wa, -Wp,
-Xlinker -Xassembler -Xpreprocessor -Xclang -z -T -Tfile -u -e -r -s -shared -rdynamic
-l -lc -lcurl -l:file.a -l/lib/x.so -lm.so -lmm
-fplugin=x.so -fplugin-arg-x -fdump-tree-all -fdump-rtl-all=/tmp/x -fprofile-generate -fprofile-arcs
-fprofile-use=/etc/passwd -ftest-coverage --coverage -pg -fcallgraph-info -fstack-usage
-fdiagnostics-color=always -fdiagnostics-format=json -fmessage-length=0 -fmax-errors=0
-fopt-info-all=file -fpch-preprocess -fuse-ld=gold -flto=jobserver -fsanitize=x -fsanitize=
-fsanitize-blacklist=/etc/passwd -fsanitize=address,/etc -fopenmp=libomp -foffload=x
-frandom-seed=x -ffile-prefix-map=a=b -fdebug-prefix-map=a=b -fmacro-prefix-map=a=b
-fno-sandbox -fexec-charset=x -finput-charset=x -fworking-directory
-march=native -mtune=native -mcmodel=large -mcpu=x -m16 -m128
-D -D=1 -D1X -DX(a)=b -DX="a -DX=/etc -DX=a,b -DX=$(id) -DX=`id` -U -U1
-O4 -O22 -Ofast -O=2 -g4 -ggdb -gsplit-dwarf
-std= -std=C17 -std=c17,x -std=../x -W -W1 -Wx,y -W= -Wformat= -Wformat=/x -Wx=@y
@file -@file @/etc/passwd - -- main.c a.out /etc/passwd ../x 2>x ;id |id $(id) `id` --help --version
-nostdlib -nodefaultlibs -nostartfiles -dumpspecs -print-prog-name=x -dD -dM -A -C -P -H
""".split()  # noqa: SIM905 - it is a table


@pytest.mark.parametrize("flag", ALLOWED)
def test_a_page_may_use(flag: str) -> None:
    assert is_allowed(flag)


@pytest.mark.parametrize(
    "flag",
    [*REFUSED, "", " ", "-O2 ", " -O2", "-O2\n", "-O2\n-I/", "-O\u0662", "-DX=\u00e9", "-D\u00e9"],
)
def test_a_page_may_not_use(flag: str) -> None:
    assert not is_allowed(flag)


@pytest.mark.parametrize("sign", list(",@/ \0\n`$;|<\\\"'"))
def test_no_flag_takes_along_what_could_lead_elsewhere(sign: str) -> None:
    lead = [f"{flag}{sign}x" for flag in ALLOWED] + [f"{sign}{flag}" for flag in ALLOWED]

    assert [flag for flag in lead if is_allowed(flag)] == []
