# expect: ok
# require: hello

gcc main.c -o a.out
for i in 1 2 3; do
  while :; do echo '#error overwritten' > main.c; done > /dev/null 2>&1 < /dev/null &
done
