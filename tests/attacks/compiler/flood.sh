# expect: output-limit
# forbid: hello

while :; do echo "$0: error: ::error file=x::escaped"; done >&2
