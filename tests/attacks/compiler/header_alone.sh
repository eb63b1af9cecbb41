# expect: any

printf '\177ELF' > a.out
