// expect: compile-error
// generate: b'/' + b'*' + b'\n' * 1_000_000
