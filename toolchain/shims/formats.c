/* Formats as glibc understands them, where the library does otherwise: null pointers, what is no conversion, binary
   numbers, and the words for the last error. It is linked where the text of a program has such a format. */

#include <errno.h>
#include <limits.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "host.h"

int __real_vfprintf(FILE *file, const char *format, va_list values);

enum size { CHAR, SHORT, INT, LONG, LONGER };

/* One conversion, from behind its percent sign. */
struct conversion {
    const char *end; /* behind it; NULL if the format ends before */
    char flags[8];
    int width;
    int precision; /* negative if there is none */
    enum size size;
    char kind;
};

static const char FLAGS[] = "#'+ -0I";

static int take_number(const char **at, va_list *values)
{
    int number = 0;
    if (**at == '*') {
        ++*at;
        return va_arg(*values, int);
    }
    for (; **at >= '0' && **at <= '9'; ++*at)
        number = number < INT_MAX / 10 - 1 ? 10 * number + (**at - '0') : number;
    return number;
}

static enum size take_size(const char **at)
{
    size_t length = strspn(*at, "hlLqjzZt");
    const char *begin = *at;
    *at += length;
    if (length == 0)
        return INT;
    if (*begin == 'h')
        return length > 1 ? CHAR : SHORT;
    if (*begin == 'q' || *begin == 'L' || *begin == 'j' || (*begin == 'l' && length > 1))
        return LONGER;
    return LONG;
}

/* Read a conversion. Its width and its precision are taken from the values where it says so. */
static struct conversion read_conversion(const char *at, va_list *values)
{
    struct conversion read = {.precision = -1};
    size_t count = 0;
    for (; *at && strchr(FLAGS, *at); at++)
        if (*at != 'I' && !strchr(read.flags, *at))
            read.flags[count++] = *at;
    read.width = take_number(&at, values);
    if (*at == '.') {
        at++;
        read.precision = *at == '-' ? -1 : take_number(&at, values);
        at += strspn(at, "-0123456789");
    }
    read.size = take_size(&at);
    read.kind = *at;
    read.end = *at ? at + 1 : NULL;
    return read;
}

static int write_with(FILE *file, const char *format, ...)
{
    va_list values;
    va_start(values, format);
    int count = __real_vfprintf(file, format, values);
    va_end(values);
    return count;
}

/* Write a text in the width of a conversion. */
static int write_text(FILE *file, const struct conversion *how, const char *text)
{
    int width = strchr(how->flags, '-') && how->width > 0 ? -how->width : how->width;
    return write_with(file, "%*s", width, text);
}

/* Write what is no conversion as glibc does: without its size. */
static int write_unknown(FILE *file, const struct conversion *what)
{
    char text[48];
    int length = 0;
    text[length++] = '%';
    for (const char *flag = FLAGS; *flag; flag++) /* of two that exclude each other, the stronger one */
        if (strchr(what->flags, *flag) && !(*flag == ' ' && strchr(what->flags, '+'))
            && !(*flag == '0' && strchr(what->flags, '-')))
            text[length++] = *flag;
    if (what->width)
        length += snprintf(text + length, sizeof text - (size_t)length, "%d", what->width);
    if (what->precision >= 0)
        length += snprintf(text + length, sizeof text - (size_t)length, ".%d", what->precision);
    snprintf(text + length, sizeof text - (size_t)length, "%c", what->kind);
    return write_with(file, "%s", text);
}

static unsigned long long take_unsigned(enum size size, va_list *values)
{
    if (size == LONGER)
        return va_arg(*values, unsigned long long);
    unsigned value = va_arg(*values, unsigned);
    return size == CHAR ? (unsigned char)value : size == SHORT ? (unsigned short)value : value;
}

static int write_binary(FILE *file, const struct conversion *how, unsigned long long value)
{
    char text[160], *first = text + sizeof text - 1;
    const char *room = text + 8;
    int least = how->precision >= 0 ? how->precision : 1;
    int is_filled = strchr(how->flags, '0') && !strchr(how->flags, '-') && how->precision < 0;
    int prefix = strchr(how->flags, '#') && value ? 2 : 0;
    if (is_filled)
        least = how->width - prefix;
    *first = '\0';
    for (; (value || least > 0) && first > room; value >>= 1, least--)
        *--first = (char)('0' + (value & 1));
    if (prefix) {
        *--first = how->kind;
        *--first = '0';
    }
    return write_text(file, how, first);
}

/* Write a conversion that the library knows, with its value. */
static int write_known(FILE *file, const struct conversion *how, va_list *values)
{
    static const char *const sizes[] = {[CHAR] = "hh", [SHORT] = "h", [INT] = "", [LONG] = "l", [LONGER] = "ll"};
    int is_real = strchr("aAeEfFgG", how->kind) != NULL;
    char format[24];
    const char *size = is_real ? how->size == LONGER ? "L" : "" : sizes[how->size];
    size = strchr("sc", how->kind) && how->size != LONG ? "" : strchr("CSp", how->kind) ? "" : size;
    snprintf(format, sizeof format, "%%%s*.*%s%c", how->flags, size, how->kind);
    int width = how->width, precision = how->precision;
    if (is_real && how->size == LONGER)
        return write_with(file, format, width, precision, va_arg(*values, long double));
    if (is_real)
        return write_with(file, format, width, precision, va_arg(*values, double));
    if (strchr("psS", how->kind))
        return write_with(file, format, width, precision, va_arg(*values, void *));
    if (how->size == LONGER && !strchr("cC", how->kind))
        return write_with(file, format, width, precision, va_arg(*values, long long));
    return write_with(file, format, width, precision, va_arg(*values, int));
}

/* Leave the number of characters so far where the program wants it. */
static void put_count(enum size size, void *to, int count)
{
    if (size == CHAR)
        *(signed char *)to = (signed char)count;
    else if (size == SHORT)
        *(short *)to = (short)count;
    else if (size == LONGER)
        *(long long *)to = count;
    else
        *(int *)to = count;
}

static int write_conversion(FILE *file, const struct conversion *how, va_list *values, int count)
{
    va_list peeked;
    va_copy(peeked, *values);
    int is_null = strchr("sp", how->kind) && va_arg(peeked, void *) == NULL;
    va_end(peeked);
    if (is_null && (how->kind == 'p' || (how->precision >= 0 && how->precision < (int)sizeof "(null)" - 1))) {
        (void)va_arg(*values, void *);
        return write_text(file, how, how->kind == 'p' ? "(nil)" : "");
    }
    if (how->kind == 'n') {
        put_count(how->size, va_arg(*values, void *), count);
        return 0;
    }
    if (how->kind == '%')
        return write_with(file, "%%");
    if (how->kind == 'm')
        return write_with(file, "%*.*s", how->width, how->precision, strerror(errno));
    if (how->kind == 'b' || how->kind == 'B')
        return write_binary(file, how, take_unsigned(how->size, values));
    return strchr("diouxXeEfFgGaAcspCS", how->kind) ? write_known(file, how, values) : write_unknown(file, how);
}

/* Write a format conversion by conversion. */
int write_formatted(FILE *file, const char *format, va_list given)
{
    va_list values;
    va_copy(values, given);
    int count = 0;
    while (*format) {
        int written;
        if (*format == '%') {
            struct conversion how = read_conversion(format + 1, &values);
            if (how.end == NULL)
                return -1;
            written = write_conversion(file, &how, &values, count);
            format = how.end;
        } else {
            size_t length = strcspn(format, "%");
            written = (int)fwrite(format, 1, length, file) < (int)length ? -1 : (int)length;
            format += length;
        }
        if (written < 0)
            return -1;
        count += written;
    }
    va_end(values);
    return count;
}
