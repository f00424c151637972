/* The peer of the kernel benchmark: the resonance of every pair, by brute force. It only counts the
 * pairs at the threshold; it joins no clusters and computes no coherence. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#define MOST 4096
#define SWARMS 16

static double phase[SWARMS][3][MOST];
static double length[MOST], inverse[MOST], ux[MOST], uy[MOST], uz[MOST];

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + 1e-9 * now.tv_nsec;
}

static long resonating(double (*p)[MOST], int n, double threshold) {
  for (int i = 0; i < n; i++) {
    double norm = sqrt(p[0][i] * p[0][i] + p[1][i] * p[1][i] + p[2][i] * p[2][i]);
    length[i] = norm;
    inverse[i] = 1 / norm;
    ux[i] = p[0][i] * inverse[i];
    uy[i] = p[1][i] * inverse[i];
    uz[i] = p[2][i] * inverse[i];
  }
  long count = 0;
  for (int i = 0; i < n; i++) {
    for (int j = i + 1; j < n; j++) {
      double cosine = ux[i] * ux[j] + uy[i] * uy[j] + uz[i] * uz[j];
      double shorter = length[i] * inverse[j], longer = length[j] * inverse[i];
      double ratio = shorter < longer ? shorter : longer;
      count += 0.7 * cosine + 0.3 * ratio >= threshold;
    }
  }
  return count;
}

int main(int argc, char **argv) {
  int n = argc > 1 ? atoi(argv[1]) : 100;
  double duration = argc > 2 ? atof(argv[2]) : 1;
  if (n < 2 || n > MOST) return 2;
  srand(1);
  for (int s = 0; s < SWARMS; s++)
    for (int axis = 0; axis < 3; axis++)
      for (int i = 0; i < n; i++) phase[s][axis][i] = 6.283185307179586 * rand() / RAND_MAX;
  double best = 1e300;
  long sink = 0;
  for (int round = 0; round < 5; round++) {
    double start = seconds(), end = start + duration / 5;
    long iterations = 0;
    while (seconds() < end) {
      for (int s = 0; s < SWARMS; s++) sink += resonating(phase[s], n, 0.99);
      iterations += SWARMS;
    }
    double each = (seconds() - start) / iterations;
    if (each < best) best = each;
  }
  printf("%.1f %ld\n", 1e9 * best, sink);
  return 0;
}
