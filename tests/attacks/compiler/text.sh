# expect: compile-error
# forbid: GOT

printf '#!/bin/sh\necho GOT A SHELL\n' > a.out
chmod 755 a.out
