# expect: ok
# require: hello

kill -9 1 -1
kill -STOP 1
gcc main.c -o a.out
