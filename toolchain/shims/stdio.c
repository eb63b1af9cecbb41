/* Input and output as readers of C on Linux expect them. */

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <string.h>

size_t __real___stdio_read(FILE *file, unsigned char *to, size_t most);
int __real_vfprintf(FILE *file, const char *format, va_list values);
int __real___wasilibc_open_nomode(const char *path, int flags);

/* No file has an empty name. */
int __wrap___wasilibc_open_nomode(const char *path, int flags)
{
    if (*path == '\0') {
        errno = ENOENT;
        return -1;
    }
    return __real___wasilibc_open_nomode(path, flags);
}

/* A prompt without a line feed is seen before the program waits for an answer. */
size_t __wrap___stdio_read(FILE *file, unsigned char *to, size_t most)
{
    if (file == stdin && __flbf(stdout))
        fflush(stdout);
    return __real___stdio_read(file, to, most);
}

/* Return the end of a conversion that begins behind a percent sign, or NULL if it is none. */
static const char *end_of_conversion(const char *text)
{
    text += strspn(text, "-+ #0'");
    text += strspn(text, "*0123456789$");
    if (*text == '.')
        text += 1 + strspn(text + 1, "*0123456789$");
    text += strspn(text, "hljztL");
    return *text && strchr("diouxXeEfFgGaAcspnmCS%", *text) ? text + 1 : NULL;
}

/* Where a percent sign begins no conversion, it is printed. */
int __wrap_vfprintf(FILE *file, const char *format, va_list values)
{
    size_t stray = 0;
    for (const char *sign = format; (sign = strchr(sign, '%'));) {
        const char *end = end_of_conversion(sign + 1);
        stray += end == NULL;
        sign = end ? end : sign + 1;
    }
    if (stray == 0)
        return __real_vfprintf(file, format, values);
    char mended[strlen(format) + stray + 1], *out = mended; /* malloc would be a third of a small program */
    while (*format) {
        const char *end = *format == '%' ? end_of_conversion(format + 1) : format + 1;
        if (end == NULL)
            *out++ = '%';
        end = end ? end : format + 1;
        memcpy(out, format, (size_t)(end - format));
        out += end - format;
        format = end;
    }
    *out = '\0';
    return __real_vfprintf(file, mended, values);
}
