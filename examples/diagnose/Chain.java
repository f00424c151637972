/** Customers in a linked list that is walked to its end for each new one. */
class Chain {
  private static final class Link {
    private final int customer;
    private Link next;

    Link(int customer) {
      this.customer = customer;
    }
  }

  private static final Link FIRST = new Link(0);

  private static void append(int customer) {
    Link last = FIRST;
    while (last.next != null) last = last.next;
    last.next = new Link(customer);
  }

  public static void main(String[] arguments) {
    double served = Integer.parseInt(System.getenv("RUNVAR_SEED"));
    int steps = Integer.parseInt(System.getenv().getOrDefault("RUNVAR_CYCLES", "3000"));
    for (int step = 0; step < steps; step++) {
      for (int customer = 0; customer < 20; customer++) append(customer);
      for (int i = 1; i < 60_000; i++) served += Math.sqrt(i) / served;
      System.out.println("step " + step);
    }
    System.out.println(served);
  }
}
