# expect: compile-error

# Whoever opens it waits for a writer.
mkfifo a.out
