/* Message queues and semaphores of System V and POSIX; shared memory where there is a /dev/shm. */
#include "require.h"

#include <fcntl.h>
#include <mqueue.h>
#include <semaphore.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/sem.h>

static void system_v(void)
{
    struct {
        long type;
        char text[8];
    } message = {1, "hello"};
    int queue = msgget(IPC_PRIVATE, 0600), semaphores = semget(IPC_PRIVATE, 2, 0600);
    REQUIRE(queue >= 0 && msgsnd(queue, &message, 8, 0) == 0);
    REQUIRE(msgrcv(queue, &message, 8, 1, 0) == 8 && msgctl(queue, IPC_RMID, NULL) == 0);
    struct sembuf up = {.sem_num = 0, .sem_op = 1}, down = {.sem_num = 0, .sem_op = -1};
    REQUIRE(semaphores >= 0 && semop(semaphores, &up, 1) == 0 && semop(semaphores, &down, 1) == 0);
    REQUIRE(semctl(semaphores, 0, IPC_RMID) == 0);
}

static void posix(void)
{
    struct mq_attr attributes = {.mq_maxmsg = 4, .mq_msgsize = 16};
    char text[16];
    mqd_t queue = mq_open("/queue", O_RDWR | O_CREAT, 0600, &attributes);
    REQUIRE(queue != (mqd_t)-1 && mq_send(queue, "hello", 5, 0) == 0);
    REQUIRE(mq_receive(queue, text, sizeof text, NULL) == 5 && mq_unlink("/queue") == 0);

    sem_t *semaphore = sem_open("/semaphore", O_CREAT, 0600, 1);
    REQUIRE(semaphore != SEM_FAILED ? sem_wait(semaphore) == 0 : errno == ENOENT);
    sem_unlink("/semaphore");
    int memory = shm_open("/memory", O_RDWR | O_CREAT, 0600);
    REQUIRE(memory >= 0 ? ftruncate(memory, 4096) == 0 : errno == ENOENT);
    shm_unlink("/memory");
}

int main(void)
{
    system_v();
    posix();
    puts("messages: ok");
    return 0;
}
