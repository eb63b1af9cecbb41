/* What most programs use of the library. The linker reads the parts that these need at first, and all others only where
   one is missing: to look through the whole library takes longer than all else that it does. */

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <locale.h>
#include <math.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>
#include <wchar.h>

/* A cast to one type takes functions of all types. */
#define F(name) (void (*)(void))(name)

static void (*const functions[])(void) = {
    /* ctype.h */
    F(isalnum), F(isalpha), F(iscntrl), F(isdigit), F(isgraph), F(islower), F(isprint), F(ispunct), F(isspace),
    F(isupper), F(isxdigit), F(tolower), F(toupper),
    /* math.h */
    F(acos), F(asin), F(atan), F(atan2), F(cbrt), F(ceil), F(cos), F(cosh), F(exp), F(exp2), F(fabs), F(floor),
    F(fmax), F(fmin), F(fmod), F(frexp), F(hypot), F(ldexp), F(log), F(log10), F(log2), F(lround), F(modf), F(pow),
    F(remainder), F(round), F(sin), F(sinh), F(sqrt), F(tan), F(tanh), F(trunc), F(cosf), F(expf), F(fabsf), F(fmodf),
    F(logf), F(powf), F(roundf), F(sinf), F(sqrtf), F(floorf), F(ceilf),
    /* stdio.h */
    F(clearerr), F(fclose), F(feof), F(ferror), F(fflush), F(fgetc), F(fgets), F(fopen), F(fprintf), F(fputc),
    F(fputs), F(fread), F(fscanf), F(fseek), F(ftell), F(fwrite), F(getc), F(getchar), F(getline), F(getdelim), F(perror),
    F(printf), F(putc), F(putchar), F(puts), F(remove), F(rename), F(rewind), F(scanf), F(setbuf), F(setvbuf),
    F(snprintf), F(sprintf), F(sscanf), F(ungetc), F(vfprintf), F(vprintf), F(vsnprintf), F(vsprintf),
    /* stdlib.h */
    F(abort), F(abs), F(atexit), F(atof), F(atoi), F(atol), F(atoll), F(bsearch), F(calloc), F(div), F(exit), F(free),
    F(getenv), F(labs), F(llabs), F(malloc), F(qsort), F(rand), F(random), F(realloc), F(srand), F(srandom), F(strtod),
    F(strtol), F(strtoll), F(strtoul), F(strtoull),
    /* string.h */
    F(memchr), F(memcmp), F(memcpy), F(memmove), F(memset), F(strcat), F(strchr), F(strcmp), F(strcoll), F(strcpy),
    F(strcspn), F(strdup), F(strerror), F(strlen), F(strncat), F(strncmp), F(strncpy), F(strndup), F(strnlen),
    F(strpbrk), F(strrchr), F(strspn), F(strstr), F(strtok), F(strtok_r), F(strcasecmp), F(strncasecmp),
    /* others */
    F(clock), F(ctime), F(difftime), F(gmtime), F(localtime), F(mktime), F(strftime), F(time), F(setlocale),
    F(raise), F(signal), F(sleep), F(usleep), F(nanosleep), F(clock_gettime), F(getpid), F(read), F(write), F(isatty),
    F(access), F(unlink), F(tmpfile), F(wprintf), F(mbstowcs), F(wcstombs), F(wcslen), F(putwchar), F(fputws), F(mbrtowc),
};

int main(int count, char **arguments)
{
    volatile long double wide = count;
    volatile __int128 long_number = count;
    assert(count > 0 && errno == 0);
    printf("%s %d %f\n", arguments[0], (int)(sizeof functions / sizeof *functions), (double)(wide * wide + wide / 3));
    functions[count]();
    return (int)(long_number * long_number / 3 % 7);
}
