# expect: any
# timeout: 1

# Something goes on writing while the file is read.
printf '\177ELF' > a.out
ulimit -t 20
(while :; do yes | head -c 1000000; done >> a.out) &
exit 0
