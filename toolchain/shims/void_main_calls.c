/* What functions have returned that a program often calls last: see void_main.c, which is linked with this. Those that print
   are noted in printf.c. */

#include <stdarg.h>
#include <stdio.h>

#include "host.h"

int __real_getchar(void);
int __real_putchar(int character);
int __real_fclose(FILE *file);
int __real_system(const char *command);

int __wrap_getchar(void)
{
    return last_printed = __real_getchar();
}

int __wrap_putchar(int character)
{
    return last_printed = __real_putchar(character);
}

int __wrap_fclose(FILE *file)
{
    return last_printed = __real_fclose(file);
}

int __wrap_system(const char *command)
{
    return last_printed = __real_system(command);
}

int __wrap_scanf(const char *format, ...)
{
    va_list values;
    va_start(values, format);
    last_printed = vscanf(format, values);
    va_end(values);
    return last_printed;
}
