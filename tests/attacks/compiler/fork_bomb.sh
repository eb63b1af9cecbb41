# expect: any
# timeout: 1

ulimit -t 20
bomb() { bomb | bomb & }
bomb
sleep 5
