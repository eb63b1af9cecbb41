# expect: ok
# require: hello
# forbid: GOT

gcc main.c -o a.out
for limit in as core cpu data fsize memlock nofile nproc rss sigpending stack; do
  prlimit --pid 1 --$limit=1:1 && echo "GOT A LIMIT: $limit"
done 2> /dev/null
renice -n 19 -p 1 && echo GOT A PRIORITY
renice -n 19 -u 1000 && echo GOT PRIORITIES
ionice -c 3 -p 1 && echo GOT A CLASS
taskset -p 1 1 && echo GOT PROCESSORS
chrt --idle -p 0 1 && echo GOT A SCHEDULER
kill -STOP 1
kill -KILL 1
exit 0
