/* Times: in the zone UTC, as everywhere in a build, with the clock and the formats of glibc. */

#define _GNU_SOURCE

#include <string.h>
#include <time.h>

static const char *zone_of(const struct tm *time)
{
    return time->tm_zone && *time->tm_zone ? time->tm_zone : "UTC";
}

/* Define a function that tells a time in a zone by its name. */
#define IN_ZONE(name, zone) \
    struct tm *__real_##name(const time_t *when); \
    struct tm *__wrap_##name(const time_t *when) \
    { \
        struct tm *found = __real_##name(when); \
        if (found) \
            found->tm_zone = zone; \
        return found; \
    } \
    struct tm *__real_##name##_r(const time_t *when, struct tm *to); \
    struct tm *__wrap_##name##_r(const time_t *when, struct tm *to) \
    { \
        struct tm *found = __real_##name##_r(when, to); \
        if (found) \
            found->tm_zone = zone; \
        return found; \
    }

IN_ZONE(gmtime, "GMT")
IN_ZONE(localtime, "UTC")

size_t __real_strftime(char *to, size_t most, const char *format, const struct tm *time);

/* Write a number with a blank before a single digit. */

#define _GNU_SOURCE
static char *put_padded(char *out, int number)
{
    *out++ = number < 10 ? ' ' : (char)('0' + number / 10);
    *out++ = (char)('0' + number % 10);
    return out;
}

/* Write, in a format of the library, one conversion that begins behind a percent sign. Return its end. */
static const char *put_conversion(char **out, const char *begin, const struct tm *time)
{
    const char *kind = begin + strspn(begin, "_-0^#");
    kind += *kind == 'E' || *kind == 'O';
    if (*kind == 'k' || *kind == 'l') {
        int hour = *kind == 'k' ? time->tm_hour : (time->tm_hour + 11) % 12 + 1;
        *out = put_padded(*out, hour);
    } else if (*kind == 'P') {
        *out = stpcpy(*out, time->tm_hour < 12 ? "am" : "pm");
    } else if (*kind == 'Z') {
        *out = stpcpy(*out, zone_of(time));
    } else if (*kind && strchr("aAbBcCdDeFgGhHIjmMnprRsStTuUVwWxXyYzZ%", *kind)) {
        *(*out)++ = '%';
        *out = mempcpy(*out, begin, (size_t)(kind + 1 - begin));
    } else { /* what is no conversion is written as it is */
        *out = stpcpy(*out, "%%");
        return begin;
    }
    return kind + 1;
}

size_t __wrap_strftime(char *to, size_t most, const char *format, const struct tm *time)
{
    char known[strlen(format) * (2 + strlen(zone_of(time))) + 1], *out = known;
    while (*format)
        if (*format == '%')
            format = put_conversion(&out, format + 1, time);
        else
            *out++ = *format++;
    *out = '\0';
    return __real_strftime(to, most, known, time);
}
