package dev.runvar.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StudyLockTest {

  @TempDir private Path directory;

  @Test
  void changes_of_a_study_are_made_one_after_the_other() throws Exception {
    AtomicInteger at = new AtomicInteger();
    AtomicInteger changes = new AtomicInteger();
    Callable<Integer> change =
        () ->
            Workspace.open(directory.toString())
                .study("s")
                .changeAlone(
                    () -> {
                      int others = at.getAndIncrement();
                      pause();
                      at.decrementAndGet();
                      changes.incrementAndGet();
                      return others;
                    });
    ExecutorService threads = Executors.newFixedThreadPool(4);
    List<Callable<Integer>> work = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      work.add(change);
    }
    for (Future<Integer> others : threads.invokeAll(work)) {
      assertEquals(0, others.get());
    }
    threads.shutdown();
    assertEquals(8, changes.get());
  }

  private static void pause() {
    try {
      Thread.sleep(20);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
