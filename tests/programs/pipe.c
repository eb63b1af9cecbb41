// expect: ok

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

int main(void)
{
    int numbers[2], sums[2];
    if (pipe(numbers) != 0 || pipe(sums) != 0)
        return 1;
    if (fork() == 0) {
        int n, sum = 0;
        close(numbers[1]);
        while (read(numbers[0], &n, sizeof n) == (ssize_t)sizeof n)
            sum += n;
        return write(sums[1], &sum, sizeof sum) != (ssize_t)sizeof sum;
    }
    for (int i = 1; i <= 10; i++)
        if (write(numbers[1], &i, sizeof i) != (ssize_t)sizeof i)
            return 2;
    close(numbers[1]);
    int sum;
    if (read(sums[0], &sum, sizeof sum) == (ssize_t)sizeof sum)
        printf("1 + ... + 10 = %d\n", sum);
    wait(NULL);
    return 0;
}
