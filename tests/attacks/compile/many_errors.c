// expect: compile-error
// generate: "".join(f"x{i} y{i};\n" for i in range(20_000))
// require: error:
// forbid: x19999
