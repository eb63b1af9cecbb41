# expect: any

{ printf '\177ELF\2\1\1'; head -c 100000 /dev/urandom; } > a.out
