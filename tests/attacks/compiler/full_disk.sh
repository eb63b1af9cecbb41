# expect: compile-error

# 200 MiB in files of 20 MiB, then the program.
for i in 1 2 3 4 5 6 7 8 9 10; do yes | head -c 20000000 > file$i; done
gcc main.c -o a.out
