# expect: any
# memory: 128M
# timeout: 1

# Three programs that read a line without an end.
ulimit -t 20
grep x /dev/zero & sort /dev/zero & awk 1 /dev/zero
