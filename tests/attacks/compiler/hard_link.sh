# expect: any
# forbid: hello

ln /usr/bin/env a.out || ln /supervisor a.out
