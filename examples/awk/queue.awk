# A queue that is searched from its front, and from which nobody is ever removed. It knows nothing of runvar.
BEGIN {
  srand(seed)
  for (cycle = 1; cycle <= cycles; cycle++) {
    for (i = 1; i <= 20; i++) need[++size] = rand()
    for (i = 1; i <= 20; i++) {
      for (front = 1; front in done; front++);
      done[front]
      for (k = 1; k < 200; k++) served += need[front] ^ (1 / k)
    }
    print "iteration " cycle
    fflush()
  }
}
