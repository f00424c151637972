import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** A queue that is searched from its front, and from which nobody is ever removed. */
class Queue {

  static class Customer {
    final double need;
    boolean served;

    Customer(double need) {
      this.need = need;
    }
  }

  public static void main(String[] arguments) throws IOException {
    Map<String, String> study = System.getenv();
    int cycles = Integer.parseInt(study.getOrDefault("RUNVAR_CYCLES", "200"));
    Random chance = new Random(Long.parseLong(study.getOrDefault("RUNVAR_SEED", "1")));
    String telemetry = study.getOrDefault("RUNVAR_TELEMETRY", "/dev/stdout");
    List<Customer> queue = new ArrayList<>();
    double served = 0;
    try (PrintWriter lines = new PrintWriter(Files.newBufferedWriter(Path.of(telemetry)))) {
      for (int cycle = 0; cycle < cycles; cycle++) {
        long start = System.nanoTime();
        for (int i = 0; i < 50; i++) {
          queue.add(new Customer(chance.nextDouble()));
        }
        List<Customer> next = new ArrayList<>();
        long found = System.nanoTime();
        for (int i = 0; i < 50; i++) {
          next.add(queue.stream().filter(customer -> !customer.served).findFirst().orElseThrow());
          next.get(i).served = true;
        }
        long recalled = System.nanoTime();
        for (Customer customer : next) {
          for (int k = 1; k < 200; k++) {
            served += Math.pow(customer.need, 1.0 / k);
          }
        }
        long end = System.nanoTime();
        lines.printf(
            "{\"cycle\":%d,\"wall_ns\":%d,\"t_ns\":%d,\"phases\":{\"arrive\":%d,\"recall\":%d,\"serve\":%d},"
                + "\"gauges\":{\"patterns\":%d}}%n",
            cycle, end - start, System.currentTimeMillis() * 1_000_000, found - start, recalled - found,
            end - recalled, queue.size());
      }
      lines.printf("{\"end\":true,\"trajectory\":\"%s\"}%n", served);
    }
  }
}
