/* What a program here must find true. */
#ifndef REQUIRE_H
#define REQUIRE_H

#ifndef _GNU_SOURCE
#define _GNU_SOURCE
#endif
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define REQUIRE(condition)                                                                         \
    do {                                                                                           \
        if (!(condition)) {                                                                        \
            dprintf(1, "%s:%d: %s: %s\n", __FILE__, __LINE__, #condition, strerror(errno));        \
            _exit(1);                                                                              \
        }                                                                                          \
    } while (0)

#endif
