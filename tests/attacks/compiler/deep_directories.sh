# expect: ok
# require: hello

gcc main.c -o a.out
here=$PWD
for i in $(seq 200); do mkdir deep && cd deep || exit; done
touch bottom
cd "$here"
