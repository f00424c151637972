package dev.runvar.nrm;

import dev.runvar.instrument.HostReading;
import dev.runvar.instrument.HostSensor;
import dev.runvar.instrument.HostSensor.CpuPart;
import dev.runvar.nrm.audit.AuditRow;
import dev.runvar.nrm.audit.AuditStore;
import dev.runvar.nrm.audit.BatchingAuditStore;
import dev.runvar.nrm.audit.ReconnectingAuditStore;
import dev.runvar.nrm.model.SeededEnvironment;
import dev.runvar.nrm.model.Swarm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A swarm with the host readings and the audit store that are the cost under study. */
final class SensedSwarm implements AutoCloseable {

  private static final int CYCLES_PER_CPU_READING = 100;

  private final NrmSettings settings;
  private final Swarm swarm;
  private final SeededEnvironment environment;
  private final HostSensor sensor;
  private final AuditStore audit;

  /** What is retained: with {@code retention: all} it grows for as long as the run lasts. */
  private final List<HostReading> retained = new ArrayList<>();

  private final List<HostReading> ofThisCycle = new ArrayList<>();
  private double liveCpuPercent;
  private double liveMemoryPercent;
  private long cycle;

  SensedSwarm(NrmSettings settings, long seed, Path auditFile) {
    this.settings = settings;
    swarm = new Swarm(settings.swarm(), seed);
    environment = new SeededEnvironment(seed);
    sensor = new HostSensor(auditFile.toAbsolutePath().getParent(), settings.cpuWait());
    audit =
        settings.persistence() == Persistence.PER_SAMPLE
            ? new ReconnectingAuditStore(auditFile)
            : new BatchingAuditStore(auditFile);
  }

  Swarm swarm() {
    return swarm;
  }

  int hostReadings() {
    return ofThisCycle.size();
  }

  long auditBytes() {
    return audit.sizeBytes();
  }

  void sense() {
    ofThisCycle.clear();
    if (settings.sampling() == Sampling.PER_AGENT) {
      for (int agent = 0; agent < swarm.population(); agent++) {
        take(CpuPart.FRESH);
      }
    } else {
      take(cycle % CYCLES_PER_CPU_READING == 0 ? CpuPart.FRESH : CpuPart.KEPT);
    }
  }

  void evolve() {
    if (settings.grounding() == Grounding.SEEDED) {
      environment.advance();
    }
    swarm.evolve(cpuPercent(), memoryPercent());
  }

  void spawn() {
    swarm.spawn(cpuPercent(), memoryPercent());
  }

  /** Writes this cycle's readings to the audit store and ends the cycle. */
  void persist() {
    if (settings.persistence() == Persistence.PER_SAMPLE) {
      boolean perAgent = settings.sampling() == Sampling.PER_AGENT;
      for (int i = 0; i < ofThisCycle.size(); i++) {
        write(perAgent ? i : null, ofThisCycle.get(i));
      }
    } else {
      write(null, ofThisCycle.get(ofThisCycle.size() - 1));
    }
    cycle++;
  }

  @Override
  public void close() {
    audit.close();
  }

  private void take(CpuPart cpuPart) {
    HostReading reading = sensor.read(cpuPart);
    ofThisCycle.add(reading);
    if (settings.retention() == Retention.LATEST) {
      retained.clear();
    }
    retained.add(reading);
    if (reading.cpuPercent() != null) {
      liveCpuPercent = reading.cpuPercent();
    }
    liveMemoryPercent = reading.memoryPercent();
  }

  private double cpuPercent() {
    return settings.grounding() == Grounding.LIVE ? liveCpuPercent : environment.cpuPercent();
  }

  private double memoryPercent() {
    return settings.grounding() == Grounding.LIVE ? liveMemoryPercent : environment.memoryPercent();
  }

  private void write(Integer agent, HostReading reading) {
    audit.write(
        new AuditRow(
            cycle,
            agent,
            reading.cpuPercent(),
            reading.memoryPercent(),
            reading.processCount(),
            reading.freeBytes(),
            reading.networkBytes()));
  }
}
