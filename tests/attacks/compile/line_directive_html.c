// expect: compile-error
// require: <script>

#line 1 "</pre><script>alert(1)</script>"
int main(void) { return undeclared; }
