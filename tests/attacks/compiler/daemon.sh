# expect: ok
# timeout: 2
# require: hello

gcc main.c -o a.out
setsid sh -c 'while :; do sleep 1; done' > /dev/null 2>&1 < /dev/null &
