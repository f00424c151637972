import java.util.ArrayDeque;

/** Customers in a queue that is as long at the end as at the beginning. */
class Healthy {
  private static final ArrayDeque<Integer> QUEUE = new ArrayDeque<>();

  private static double serve(int customer) {
    double sum = customer + 1;
    for (int i = 1; i < 4_000; i++) sum += Math.sqrt(i) / sum;
    return sum;
  }

  public static void main(String[] arguments) {
    double served = Integer.parseInt(System.getenv("RUNVAR_SEED"));
    for (int step = 0; step < 4000; step++) {
      for (int customer = 0; customer < 20; customer++) QUEUE.add(customer);
      while (!QUEUE.isEmpty()) served += serve(QUEUE.poll());
      System.out.println("step " + step);
    }
    System.out.println(served);
  }
}
