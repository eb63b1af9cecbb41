# expect: any
# memory: 128M
# timeout: 1

# Three programs that read a line without an end.
grep x /dev/zero & sort /dev/zero & awk 1 /dev/zero
