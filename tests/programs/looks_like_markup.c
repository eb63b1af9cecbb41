// expect: ok

#include <stdio.h>

int main(void)
{
    puts("</code></pre><script>alert(1)</script> &lt; &amp;");
    puts("```\n{{ 7 * 7 }} {% raw %} **bold** [link](x)");
    puts("::error file=main.c::not an error");
    puts("ERROR    -  nor is this");
    return 0;
}
