# expect: any
# forbid: hello

gcc main.c -o whole && head -c 5000 whole > a.out
