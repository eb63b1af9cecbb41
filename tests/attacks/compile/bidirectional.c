// expect: ok
// require: bidi
// generate: '/* \u202e } \u2066if (admin)\u2069 \u2066 begin admins only */\n'
// generate: '#include <stdio.h>\nint main(void) { return puts("\u202e olleh") < 0; }\n'
