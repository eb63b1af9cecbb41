/* The kinds of characters. Where one is of a kind, glibc returns the bit of that kind in its table. */

#include <ctype.h>
#include <stdlib.h>

enum {
    BLANK = 1, CONTROL = 2, PUNCTUATION = 4, LETTER_OR_DIGIT = 8, UPPER = 256, LOWER = 512, LETTER = 1024,
    DIGIT = 2048, HEXADECIMAL = 4096, SPACE = 8192, PRINTED = 16384, SEEN = 32768
};

static int within(int c, int first, int last)
{
    return c >= first && c <= last;
}

static int kinds_of(int c)
{
    int kinds = 0;
    if (within(c, 'A', 'Z'))
        kinds |= UPPER | LETTER | (c <= 'F' ? HEXADECIMAL : 0);
    if (within(c, 'a', 'z'))
        kinds |= LOWER | LETTER | (c <= 'f' ? HEXADECIMAL : 0);
    if (within(c, '0', '9'))
        kinds |= DIGIT | HEXADECIMAL;
    if (kinds)
        kinds |= LETTER_OR_DIGIT;
    else if (within(c, '!', '~'))
        kinds |= PUNCTUATION;
    if (within(c, '!', '~'))
        kinds |= SEEN;
    if (within(c, ' ', '~'))
        kinds |= PRINTED;
    if (c == ' ' || c == '\t')
        kinds |= BLANK;
    if (c == ' ' || within(c, '\t', '\r'))
        kinds |= SPACE;
    if (within(c, 0, 31) || c == 127)
        kinds |= CONTROL;
    return kinds;
}

#define KIND(function, bit) \
    int function(int c) \
    { \
        return kinds_of(c) & bit; \
    }

KIND(isalnum, LETTER_OR_DIGIT)
KIND(isalpha, LETTER)
KIND(isblank, BLANK)
KIND(iscntrl, CONTROL)
KIND(isdigit, DIGIT)
KIND(isgraph, SEEN)
KIND(islower, LOWER)
KIND(isprint, PRINTED)
KIND(ispunct, PUNCTUATION)
KIND(isspace, SPACE)
KIND(isupper, UPPER)
KIND(isxdigit, HEXADECIMAL)

size_t __real___ctype_get_mb_cur_max(void);

/* The most bytes of a character: glibc reckons with the six that UTF-8 once had. */
size_t __wrap___ctype_get_mb_cur_max(void)
{
    return __real___ctype_get_mb_cur_max() > 1 ? 6 : 1;
}
