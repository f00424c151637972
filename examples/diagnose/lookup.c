/* Cars that are looked up in a table from its front, which grows. */
#include <stdio.h>
#include <stdlib.h>

static long plates[200000], cars;

__attribute__((noinline)) static long find(long plate) {
  for (long i = 0; i < cars; i++)
    if (plates[i] == plate) return i;
  return -1;
}

__attribute__((noinline)) static double drive(void) {
  volatile double way = 0;
  for (int i = 0; i < 300000; i++) way += 1.0 / (i + 1);
  return way;
}

int main(void) {
  long found = 0;
  srand(atoi(getenv("RUNVAR_SEED")));
  for (int step = 0; step < 1000; step++) {
    for (int i = 0; i < 20; i++) plates[cars++] = rand();
    for (int i = 0; i < 300; i++) found += find(-1 - i);
    drive();
    printf("step %d, found %ld\n", step, found);
    fflush(stdout);
  }
}
