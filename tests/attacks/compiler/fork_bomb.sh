# expect: any
# timeout: 1

bomb() { bomb | bomb & }
bomb
sleep 5
