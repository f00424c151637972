package dev.runvar.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On files as the kernel writes them, since a test cannot put itself under a limit. */
class CgroupTest {

  @TempDir private Path mount;

  @Test
  void a_host_without_limits_is_read_as_a_host() throws IOException {
    write("cpu.max", "max 100000\n");
    write("memory.max", "max\n");
    assertTrue(cgroup("0::/\n").processor().isEmpty());
    assertTrue(cgroup("0::/\n").memory().isEmpty());
    assertTrue(cgroup("12:cpu:/docker/a\n").processor().isEmpty());
    assertFalse(new LoadSensor(cgroup("")).cpuSource().contains("cgroup"));
  }

  @Test
  void the_tightest_limit_on_the_way_to_the_root_counts() throws IOException {
    write("pod/cpu.max", "150000 100000\n");
    write("pod/memory.max", "4000\n");
    write("pod/box/cpu.max", "200000 100000\n");
    write("pod/box/memory.max", "1000\n");
    Cgroup cgroup = cgroup("0::/pod/box\n");
    assertEquals(1.5, cgroup.processor().orElseThrow().cores());
    assertEquals(mount.resolve("pod"), cgroup.processor().orElseThrow().group());
    assertEquals(1_000, cgroup.memory().orElseThrow().bytes());
  }

  @Test
  void memory_is_a_share_of_the_limit_without_what_can_be_taken_back() throws IOException {
    write("memory.max", "1000\n");
    write("memory.current", "700\n");
    write("memory.stat", "anon 500\nfile 200\ninactive_file 100\nactive_file 100\n");
    LoadSensor sensor = new LoadSensor(cgroup("0::/\n"));
    assertEquals(60, sensor.read().memoryPercent());
    assertTrue(sensor.memorySource().contains("of 1,000 bytes"), sensor.memorySource());
  }

  @Test
  void throttled_time_is_told_and_is_null_without_a_quota() throws IOException {
    write("cpu.max", "50000 100000\n");
    write("cpu.stat", "usage_usec 2000\nnr_periods 3\nnr_throttled 1\nthrottled_usec 750\n");
    Cgroup cgroup = cgroup("0::/\n");
    assertEquals(2_000_000, cgroup.processor().orElseThrow().usedNanos());
    assertEquals(750_000, new LoadSensor(cgroup).read().throttledNanos());
    assertNull(new LoadSensor(cgroup("")).read().throttledNanos());
  }

  @Test
  void load_is_a_share_of_the_quota_or_of_the_hosts_processors() throws IOException {
    write("cpu.max", "50000 100000\n");
    assertEquals(0.5, new LoadSensor(cgroup("0::/\n")).cores());
    assertEquals(HostCounters.ofThisHost().cores(), new LoadSensor(cgroup("")).cores());
  }

  private Cgroup cgroup(String membership) {
    return Cgroup.of(membership, mount);
  }

  private void write(String file, String text) throws IOException {
    Files.createDirectories(mount.resolve(file).getParent());
    Files.writeString(mount.resolve(file), text);
  }
}
