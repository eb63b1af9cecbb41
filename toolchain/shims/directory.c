/* The working directory, which is /tmp. The host makes it the same as the root, where the library begins. */

#include <string.h>
#include <unistd.h>

char *__real_getcwd(char *to, size_t most);

char *__wrap_getcwd(char *to, size_t most)
{
    char *found = __real_getcwd(to, most);
    if (found && strcmp(found, "/") == 0 && (to == NULL || most >= sizeof "/tmp"))
        return to ? strcpy(to, "/tmp") : strdup("/tmp");
    return found;
}
