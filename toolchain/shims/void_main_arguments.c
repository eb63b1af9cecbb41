/* A main with arguments that returns nothing; see void_main.c. The compiler gives it the name that the library calls. */

#include <stdlib.h>
#include <wasi/api.h>

#include "host.h"

void __main_argc_argv(int count, char **arguments);

int __main_void(void)
{
    size_t count, size;
    if (__wasi_args_sizes_get(&count, &size))
        return EXIT_FAILURE;
    char **arguments = calloc(count + 1, sizeof *arguments);
    char *text = malloc(size);
    if (arguments == NULL || text == NULL || __wasi_args_get((uint8_t **)arguments, (uint8_t *)text))
        return EXIT_FAILURE;
    __main_argc_argv((int)count, arguments);
    return last_printed;
}
