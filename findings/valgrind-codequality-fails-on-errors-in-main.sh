#!/bin/sh
# valgrind-codequality converts the XML of valgrind for GitLab. It expects a stack of several frames: an error in `main`
# itself, such as a branch on a variable without a value, ends it with "KeyError: 0", and no error of the file is
# converted. In the format a stack has one frame or more. The same error in a function that `main` calls is converted.
#
# What follows: errors of memory are found by the sanitizers of the compiler, and `messages/` reads their text.
set -eu

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
python3 -m venv venv
venv/bin/python -m pip install --quiet valgrind-codequality==1.3.2
cat >one.c <<'END'
int seen;
int main(void)
{
    int unset;
    if (unset)
        seen = 1;
    return 0;
}
END
cat >two.c <<'END'
int seen;
static void look(void)
{
    int unset;
    if (unset)
        seen = 1;
}
int main(void)
{
    look();
    return 0;
}
END
valgrind --version
venv/bin/python -m pip list 2>/dev/null | grep valgrind-codequality

# The last line that the tool says, and the number of errors that it wrote.
convert() {
    gcc -g -O0 -o "$1" "$1.c"
    valgrind --quiet --xml=yes --xml-file="$1.xml" "./$1"
    venv/bin/valgrind-codequality -i "$1.xml" -o "$1.json" 2>"$1.log" || true
    tail -n 1 "$1.log"
    grep -c '"fingerprint"' "$1.json" 2>/dev/null || true
}

in_main=$(convert one)
in_function=$(convert two)
echo "in main:       $in_main"
echo "in a function: $in_function"
[ "$in_main" = "KeyError: 0" ] && [ "$(echo "$in_function" | tail -n 1)" = 1 ]
