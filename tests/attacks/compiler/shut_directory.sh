# expect: ok
# require: hello

gcc main.c -o a.out
mkdir shut
touch shut/file
chmod 0 shut
