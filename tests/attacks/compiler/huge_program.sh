# expect: any
# forbid: hello

# A hole of 64 MiB less a byte, after a good beginning.
gcc main.c -o a.out && truncate -s 67108863 a.out && chmod 0 a.out
