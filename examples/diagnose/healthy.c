/* Cars that are looked up in a table of one size. */
#include <stdio.h>
#include <stdlib.h>

static long plates[20000];

__attribute__((noinline)) static long find(long plate) {
  for (long i = 0; i < 20000; i++)
    if (plates[i] == plate) return i;
  return -1;
}

int main(void) {
  long found = 0;
  srand(atoi(getenv("RUNVAR_SEED")));
  for (int step = 0; step < 1000; step++) {
    for (int i = 0; i < 20; i++) plates[rand() % 20000] = rand();
    for (int i = 0; i < 100; i++) found += find(-1 - i);
    printf("step %d, found %ld\n", step, found);
    fflush(stdout);
  }
}
