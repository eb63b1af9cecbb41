# expect: ok
# timeout: 2
# require: hello

gcc main.c -o a.out
setsid sleep 60 > /dev/null 2>&1 < /dev/null &
