package dev.runvar.instrument;

/** How busy the cores of a host were since it started, and how much of its memory is in use. */
interface HostCounters {

  /** Processor time of all cores, in ticks of any length. */
  record Ticks(long busy, long all) {}

  Ticks ticks();

  /** Returns the number of logical processors whose time the ticks are. */
  int cores();

  double memoryPercent();

  String cpuSource();

  String memorySource();

  /** Returns the counters that this host allows. */
  static HostCounters ofThisHost() {
    return LinuxHostCounters.isPossible() ? new LinuxHostCounters() : new OshiHostCounters();
  }
}
