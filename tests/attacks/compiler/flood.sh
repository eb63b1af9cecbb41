# expect: output-limit
# forbid: hello

ulimit -t 20
while :; do echo "$0: error: ::error file=x::escaped"; done >&2
