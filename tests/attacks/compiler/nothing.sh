# expect: compile-error

exit 0
