# expect: any
# forbid: hello

ln /usr/bin/env a.out || ln /init a.out
