# expect: exit 0
# require: hello

# To every descriptor there is; the last line that process 1 writes wins, and it is not among them.
for fd in 3 4 5 6 7 8 9; do eval "echo 'failed 2 0 0' >&$fd" 2>/dev/null; done
gcc main.c -o a.out
