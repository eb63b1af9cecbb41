// expect: ok
// What the library says of itself before anything is included.
#if !defined __STDC_ISO_10646__ || !defined __STDC_IEC_559__ || !defined __STDC_IEC_559_COMPLEX__
#error "wide characters are those of Unicode, and floating types those of IEC 60559"
#endif
#include <locale.h>
#include <stdio.h>

int main(void)
{
    setlocale(LC_ALL, "");
    printf("%ld %lc\n", __STDC_ISO_10646__, 0x2660);
    printf("%d %ld\n", __STDC_IEC_559__, __STDC_IEC_60559_BFP__);
    return 0;
}
