#!/bin/sh
# Where a macro may have the same name, a function is defined and called as `(larger)(a, b)` (C17 7.1.4, and 6.7.6 for the
# declarator). ctags, cscope, cflow and pmccabe leave such a function out, and the first three with no word. lizard calls
# it "int( larger)". gcc compiles it, and nm lists it.
#
# What follows: functions are looked up in the tree of tree-sitter.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
apt-get download -qq universal-ctags=5.9.20210829.0-1 libjansson4=2.14-2 libyaml-0-2=0.2.5-1 cscope=15.9-1 cflow=1:1.7-4 \
    pmccabe=2.8-3 2>said || { cat said; exit 1; }
for package in *.deb; do
    dpkg -x "$package" installed
done
python3 -m venv venv
venv/bin/python -m pip install --quiet lizard==1.24.3
cat >main.c <<'END'
int (larger)(int a, int b)
{
    return a > b ? a : b;
}

int main(void)
{
    return (larger)(1, 2);
}
END
ls ./*.deb
venv/bin/python -m pip list 2>/dev/null | grep lizard
LD_LIBRARY_PATH=$work/installed/usr/lib/x86_64-linux-gnu
PATH=$work/installed/usr/bin:$PATH
export LD_LIBRARY_PATH PATH
gcc -c main.c
cscope -b -k main.c
{
    echo "nm: $(nm main.o | awk '{ print $3 }' | xargs)"
    echo "ctags: $(ctags-universal -x --c-kinds=f main.c | awk '{ print $1 }' | xargs)"
    echo "cscope, what main calls: $(cscope -d -L -2 main)"
    echo "cflow: $(cflow --all main.c | xargs)"
    echo "pmccabe: $(pmccabe main.c 2>/dev/null | sed 's/.*: //' | xargs)"
    echo "lizard: $(venv/bin/lizard --csv main.c | cut -d, -f8 | xargs)"
} | tee found
cat >expected <<'END'
nm: larger main
ctags: main
cscope, what main calls: 
cflow: main() <int main (void) at main.c:6>:
pmccabe: main
lizard: int( larger) main
END
cmp found expected
