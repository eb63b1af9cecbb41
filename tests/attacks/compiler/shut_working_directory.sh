# expect: ok
# require: hello

gcc main.c -o a.out
chmod 111 .
