/* What parts of the library know besides it. */

#ifndef HOST_H
#define HOST_H

/* End the program as a signal would, by its number on Linux. */
__attribute__((noreturn, import_module("c_runner"), import_name("killed"))) void host_killed(int signal);

/* What the function has returned that printed last. Where main returns nothing, it is the status on an x86-64. */
extern int last_printed;

#endif
