package dev.runvar.instrument;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LoadSensorIT {

  @Test
  void a_host_whose_cores_all_work_is_busy() throws InterruptedException {
    List<Thread> burners = new ArrayList<>();
    for (int core = 0; core < Runtime.getRuntime().availableProcessors(); core++) {
      Thread burner = new Thread(LoadSensorIT::burn);
      burner.setDaemon(true);
      burner.start();
      burners.add(burner);
    }
    Thread.sleep(200);
    LoadSensor sensor = new LoadSensor();
    sensor.read();
    Thread.sleep(1_000);
    HostLoad load = sensor.read();
    burners.forEach(Thread::interrupt);
    assertTrue(load.cpuPercent() > 90 && load.cpuPercent() <= 101, load.toString());
    assertTrue(load.memoryPercent() > 0 && load.memoryPercent() < 100, load.toString());
  }

  private static void burn() {
    while (!Thread.currentThread().isInterrupted()) {
      Thread.onSpinWait();
    }
  }
}
