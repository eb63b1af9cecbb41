# expect: compile-error

mkdir a.out
