/* What the host of a program provides besides WASI. */

#ifndef HOST_H
#define HOST_H

/* End the program as a signal would, by its number on Linux. */
__attribute__((noreturn, import_module("c_runner"), import_name("killed"))) void host_killed(int signal);

#endif
