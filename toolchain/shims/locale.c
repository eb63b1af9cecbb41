/* The name of a locale. The library names that of each category where they differ, and programs have one. */

#include <locale.h>
#include <string.h>

char *__real_setlocale(int category, const char *name);

char *__wrap_setlocale(int category, const char *name)
{
    static char first[64];
    char *found = __real_setlocale(category, name);
    size_t length = found ? strcspn(found, ";") : 0;
    if (found == NULL || found[length] == '\0' || length >= sizeof first)
        return found;
    memcpy(first, found, length);
    first[length] = '\0';
    return first;
}
