# expect: ok
# require: hello

# The machine's processes are spared.
[ $PPID = 1 ] || exit 1
kill -9 1 -1
kill -STOP 1
gcc main.c -o a.out
