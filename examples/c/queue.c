/* A queue that is searched from its front, and from which nobody is ever removed. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

static long long nanos(clockid_t clock) {
  struct timespec now;
  clock_gettime(clock, &now);
  return now.tv_sec * 1000000000LL + now.tv_nsec;
}

static const char *given(const char *name, const char *otherwise) {
  return getenv(name) ? getenv(name) : otherwise;
}

int main(void) {
  enum { ARRIVALS = 50 };
  int cycles = atoi(given("RUNVAR_CYCLES", "200")), size = 0, next[ARRIVALS];
  double *need = malloc(cycles * ARRIVALS * sizeof *need), served = 0;
  char *done = calloc(cycles, ARRIVALS);
  FILE *lines = fopen(given("RUNVAR_TELEMETRY", "/dev/stdout"), "w");
  srand(atoi(given("RUNVAR_SEED", "1")));
  for (int cycle = 0; cycle < cycles; cycle++) {
    long long start = nanos(CLOCK_MONOTONIC), cpu = nanos(CLOCK_PROCESS_CPUTIME_ID);
    for (int i = 0; i < ARRIVALS; i++) need[size++] = rand() / (double)RAND_MAX;
    long long arrived = nanos(CLOCK_MONOTONIC);
    for (int i = 0; i < ARRIVALS; i++) {
      int customer = 0;
      while (done[customer]) customer++;
      done[next[i] = customer] = 1;
    }
    long long found = nanos(CLOCK_MONOTONIC);
    for (int i = 0; i < ARRIVALS; i++)
      for (int k = 1; k < 200; k++) served += pow(need[next[i]], 1.0 / k);
    long long end = nanos(CLOCK_MONOTONIC);
    fprintf(lines,
            "{\"cycle\":%d,\"wall_ns\":%lld,\"cpu_ns\":%lld,\"t_ns\":%lld,"
            "\"phases\":{\"arrive\":%lld,\"recall\":%lld,\"serve\":%lld},\"gauges\":{\"patterns\":%d}}\n",
            cycle, end - start, nanos(CLOCK_PROCESS_CPUTIME_ID) - cpu, nanos(CLOCK_REALTIME), arrived - start,
            found - arrived, end - found, size);
  }
  fprintf(lines, "{\"end\":true,\"trajectory\":\"%a\"}\n", served);
  return fclose(lines);
}
