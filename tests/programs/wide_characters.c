// expect: ok

#include <locale.h>
#include <stdio.h>
#include <wchar.h>
#include <wctype.h>

int main(void)
{
    wprintf(L"%s\n", setlocale(LC_ALL, ""));
    const wchar_t word[] = L"žluť";
    wprintf(L"%ls: %zu characters\n", word, wcslen(word));
    for (const wchar_t *c = word; *c; c++)
        putwchar(towupper(*c));
    putwchar(L'\n');
    return 0;
}
