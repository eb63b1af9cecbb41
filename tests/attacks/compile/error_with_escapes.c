// expect: compile-error
// generate: b'#error \x1b]0;title\x07 \x1b[2J \x1b]52;c;ZWNobw==\x07 </pre><script>alert(1)</script> \xe2\x80\xae\n'
// require: <script>

int main(void) { return 0; }
