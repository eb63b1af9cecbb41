// expect: ok
// require: </pre></code><script>
// require: ::error file=x::

#include <stdio.h>

/* All of this is data: it must come through as it is, and nobody may act on it. */
int main(void)
{
    puts("</pre></code><script>alert(1)</script><!-- {{ jinja }} {% raw %} &lt;");
    puts("```\n\n    ~~~\n# heading\n[[link]]");
    puts("::error file=x::escaped\n::stop-commands::x\n##vso[task.setvariable]x\n##teamcity[message text='x']");
    puts("\033[2J\033]0;title\a\033]52;c;ZWNobw==\a\033[6n\033P$q\"p\033\\\033c");
    puts("\xe2\x80\xae reversed \xe2\x81\xa6 \xff\xfe \xc0\xaf \xed\xa0\x80 \xf4\x90\x80\x80");
    fputs("\b\b\b\r\v\f\x7f\x9b" "31m", stdout);
    return 0;
}
