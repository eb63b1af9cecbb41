/* What small programs use of the library. Builds look through these parts first: see `common.c`. */

#include <assert.h>
#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define F(name) (void (*)(void))(name)

static void (*const functions[])(void) = {
    /* ctype.h */
    F(isalnum), F(isalpha), F(isdigit), F(islower), F(isprint), F(ispunct), F(isspace), F(isupper), F(isxdigit),
    F(tolower), F(toupper),
    /* math.h */
    F(ceil), F(fabs), F(floor), F(fmod), F(pow), F(round), F(sqrt),
    /* stdio.h */
    F(fclose), F(feof), F(fflush), F(fgetc), F(fgets), F(fopen), F(fprintf), F(fputc), F(fputs), F(fread), F(fwrite),
    F(getc), F(getchar), F(perror), F(printf), F(putc), F(putchar), F(puts), F(scanf), F(snprintf), F(sprintf),
    F(sscanf), F(vfprintf), F(vprintf), F(vsnprintf),
    /* stdlib.h */
    F(abort), F(abs), F(atof), F(atoi), F(calloc), F(exit), F(free), F(malloc), F(qsort), F(rand), F(realloc), F(srand),
    F(strtod), F(strtol),
    /* string.h */
    F(memcmp), F(memcpy), F(memmove), F(memset), F(strcat), F(strchr), F(strcmp), F(strcpy), F(strcspn), F(strdup),
    F(strerror), F(strlen), F(strncat), F(strncmp), F(strncpy), F(strrchr), F(strstr), F(strtok),
    /* time.h */
    F(clock), F(time),
};

int main(int count, char **arguments)
{
    volatile long double wide = count;
    assert(count > 0 && errno == 0);
    printf("%s %d %f\n", arguments[0], (int)(sizeof functions / sizeof *functions), (double)(wide * wide + wide / 3));
    functions[count]();
    return 0;
}
