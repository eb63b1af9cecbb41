# expect: any
# memory: 128M
# timeout: 1

# Three programs that read a line without an end.
ulimit -t 20
yes | tr -d '\n' | grep x & yes | sort & yes | tr -d '\n' | awk 1
