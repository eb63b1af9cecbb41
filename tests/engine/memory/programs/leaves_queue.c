// show: memory
#include <stdio.h>
#include <sys/ipc.h>
#include <sys/msg.h>
int main(void) {
    int is_new = msgget(1234, IPC_CREAT | IPC_EXCL | 0600) >= 0;
    int never;
    printf("%d\n", is_new);
    return 0;
}
