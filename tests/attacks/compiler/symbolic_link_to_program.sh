# expect: compile-error

# An ELF file that it may read, but did not make.
ln -s /usr/bin/env a.out
