# expect: any
# forbid: hello

gcc main.c -o a.out
chmod 0 a.out .
