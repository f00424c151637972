package dev.runvar.spark;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Checks the address of a standalone cluster, because Spark itself takes a minute to detect a wrong
 * one.
 */
final class SparkMaster {

  private static final String STANDALONE = "spark://";
  private static final Duration PATIENCE = Duration.ofSeconds(7);
  private static final int HIGHEST_PORT = 65_535;

  private SparkMaster() {}

  /**
   * Returns normally if a master of a standalone cluster accepts connections, or if the address is
   * of another kind.
   *
   * @param master several masters are separated by commas, as in {@code spark://a:7077,b:7077}
   * @throws SparkJobException if the address is malformed, or nothing answers at it
   */
  static void requireReachable(String master) {
    if (!master.startsWith(STANDALONE)) {
      return;
    }
    List<URI> masters = new ArrayList<>();
    for (String address : master.substring(STANDALONE.length()).split(",", -1)) {
      masters.add(address(master, address));
    }
    ExecutorService threads =
        Executors.newFixedThreadPool(
            masters.size(),
            work -> {
              Thread thread = new Thread(work, "spark-master-check");
              // Looking up a host name may take too long.
              thread.setDaemon(true);
              return thread;
            });
    try {
      requireAny(master, masters, threads);
    } finally {
      threads.shutdownNow();
    }
  }

  private static URI address(String master, String text) {
    try {
      URI address = new URI(STANDALONE + text);
      boolean onlyHostAndPort =
          address.getRawAuthority() != null && text.equals(address.getRawAuthority());
      if (onlyHostAndPort
          && address.getHost() != null
          && address.getUserInfo() == null
          && address.getPort() > 0
          && address.getPort() <= HIGHEST_PORT) {
        return address;
      }
    } catch (URISyntaxException e) {
      // Reported below.
    }
    throw new SparkJobException(
        "Cannot start Spark on %s: \"%s\" is not allowed; allowed: HOST:PORT, several separated by commas"
            .formatted(master, text));
  }

  private static void requireAny(String master, List<URI> masters, ExecutorService threads) {
    CompletionService<Void> checks = new ExecutorCompletionService<>(threads);
    masters.forEach(address -> checks.submit(() -> connect(address), null));
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    String reason = "no answer within %d seconds".formatted(PATIENCE.toSeconds());
    try {
      for (int i = 0; i < masters.size(); i++) {
        Future<Void> check = checks.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        if (check == null) {
          break;
        }
        try {
          check.get();
          return;
        } catch (ExecutionException e) {
          reason = e.getCause().getMessage();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      reason = "interrupted";
    }
    throw new SparkJobException(
        "Cannot start Spark on %s: %s; give the address of a master that is running"
            .formatted(master, reason));
  }

  private static void connect(URI address) {
    InetSocketAddress socketAddress = new InetSocketAddress(address.getHost(), address.getPort());
    String place = address.getRawAuthority();
    if (socketAddress.isUnresolved()) {
      throw new IllegalStateException(place + ": unknown host");
    }
    try (Socket socket = new Socket()) {
      socket.connect(socketAddress, (int) PATIENCE.toMillis());
    } catch (IOException e) {
      throw new IllegalStateException(place + ": " + e.getMessage(), e);
    }
  }
}
