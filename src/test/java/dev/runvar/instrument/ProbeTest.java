package dev.runvar.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ProbeTest {

  private static final long RSS_BYTES = 1L << 30;

  /** Fails as on a host without file descriptors, for its first readings. */
  private static final class FailingSensor implements ProcessSensor {

    private final int failures;
    private volatile int readings;

    FailingSensor(int failures) {
      this.failures = failures;
    }

    @Override
    public Optional<ProcessReading> read() {
      int before = readings;
      readings = before + 1;
      if (before == 0) {
        throw new NoClassDefFoundError("a class that could not be read");
      }
      if (before < failures) {
        throw new IllegalStateException("too many open files");
      }
      return Optional.of(new ProcessReading(1, RSS_BYTES, null, null, null, null, null, null));
    }

    @Override
    public String source() {
      return "a test";
    }
  }

  @Test
  void readings_that_fail_are_tried_again_counted_and_reported() throws Exception {
    FailingSensor sensor = new FailingSensor(3);
    try (Probe probe = new Probe(Duration.ofMillis(5))) {
      assertFalse(probe.sources().containsKey(Probe.FAILED_READINGS));
      probe.watch(sensor);
      while (probe.peakRssBytes().isEmpty()) {
        Thread.sleep(5);
      }
      assertEquals(RSS_BYTES, probe.peakRssBytes().getAsLong());
      String failed = probe.sources().get(Probe.FAILED_READINGS);
      assertTrue(failed.startsWith("3 of "), failed);
      assertTrue(failed.endsWith("too many open files"), failed);
    }
  }
}
