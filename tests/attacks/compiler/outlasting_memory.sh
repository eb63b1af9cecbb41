# expect: ok
# require: hello
# forbid: id:

gcc main.c -o a.out
ipcmk -Q
ipcmk -S 8
ipcmk -M 4096
exit 0
