// expect: ok
// flags: -fopenmp -O2

#include <omp.h>
#include <stdio.h>

int main(void)
{
    long sum = 0;
#pragma omp parallel for reduction(+ : sum) num_threads(4)
    for (int i = 1; i <= 1000; i++)
        sum += i;
    printf("sum %ld\n", sum);
#pragma omp parallel for ordered num_threads(3)
    for (int i = 0; i < 3; i++) {
#pragma omp ordered
        printf("thread %d of %d\n", omp_get_thread_num(), omp_get_num_threads());
    }
    return 0;
}
