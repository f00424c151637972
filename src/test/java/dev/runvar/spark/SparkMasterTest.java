package dev.runvar.spark;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SparkMasterTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "spark://",
        "spark://host",
        "spark://host:",
        "spark://host:0",
        "spark://host:65536",
        "spark://host:port",
        "spark://host:7077/path",
        "spark://user@host:7077",
        "spark://host:7077,",
        "spark://a host:7077"
      })
  void a_malformed_address_is_refused_with_what_is_allowed(String master) {
    assertTrue(
        message(master)
            .endsWith("is not allowed; allowed: HOST:PORT, several separated by commas"));
  }

  @Test
  void an_address_at_which_nothing_answers_is_refused_within_seconds() throws IOException {
    String closed = "spark://127.0.0.1:" + closedPort();
    assertTrue(message(closed).contains("Connection refused; give the address of a master"));
    assertTimeout(
        Duration.ofSeconds(10),
        () ->
            assertTrue(
                message("spark://no-such-host.invalid:7077").contains("; give the address")));
  }

  @Test
  void one_master_of_several_is_enough() throws IOException {
    try (ServerSocket master = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertDoesNotThrow(
          () ->
              SparkMaster.requireReachable(
                  "spark://127.0.0.1:%d,127.0.0.1:%d"
                      .formatted(closedPort(), master.getLocalPort())));
    }
  }

  @Test
  void other_masters_are_not_asked() {
    assertDoesNotThrow(() -> SparkMaster.requireReachable("local[2]"));
    assertDoesNotThrow(() -> SparkMaster.requireReachable("yarn"));
  }

  private static int closedPort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private static String message(String master) {
    return assertThrows(SparkJobException.class, () -> SparkMaster.requireReachable(master))
        .getMessage();
  }
}
