# expect: compile-error

ln -s /dev/zero a.out || mknod a.out c 1 5
