/* Formats: most are for the library alone, and the others for `formats.c`. */

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "host.h"

int __real_vfprintf(FILE *file, const char *format, va_list values);

/* Weak: it is not there if no text in the program looks as if it were needed. */
__attribute__((weak)) int write_formatted(FILE *file, const char *format, va_list values);

int last_printed;

/* Whether the library writes all of a format as glibc does. */
static int is_plain(const char *format)
{
    while ((format = strchr(format, '%'))) {
        format += 1 + strspn(format + 1, "-+ #0");
        const char *precision = format += strspn(format, "*0123456789");
        if (*format == '.')
            format += 1 + strspn(format + 1, "*0123456789");
        int has_precision = format > precision;
        if (*format == '$')
            return 1;
        format += strspn(format, "hljzt");
        if (*format == '\0' || !strchr("diouxXeEfFgGaAcs%", *format) || (*format == 's' && has_precision))
            return 0;
        if (*format == '%' && format[-1] != '%')
            return 0;
        format++;
    }
    return 1;
}

int __wrap_vfprintf(FILE *file, const char *format, va_list values)
{
    int is_ours = write_formatted && !is_plain(format);
    int count = (is_ours ? write_formatted : __real_vfprintf)(file, format, values);
    // A format of one character is for gcc a call of putchar, which returns it.
    last_printed = *format && format[1] == '\0' ? (unsigned char)*format : count;
    return count;
}
