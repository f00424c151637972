package dev.runvar.nrm.model;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 over what happened in each cycle: two runs with equal hashes took the same path.
 *
 * <p>Per cycle, big-endian: population, clusters, bursts and pattern count (32 bits each), the
 * recalled pattern index of each cluster (32 bits each), the bits of the total energy (64 bits).
 */
public final class Trajectory {

  private final MessageDigest digest;
  private final ByteBuffer cycle;

  /** A trajectory of swarms with at most {@code maxAgents} agents. */
  public Trajectory(int maxAgents) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
    cycle = ByteBuffer.allocate(Integer.BYTES * (4 + maxAgents / 2) + Double.BYTES);
  }

  /** Adds the swarm's state at the end of a cycle. */
  public void observe(Swarm swarm) {
    cycle.clear();
    cycle.putInt(swarm.population());
    cycle.putInt(swarm.clusters());
    cycle.putInt(swarm.bursts());
    cycle.putInt(swarm.patterns());
    for (int cluster = 0; cluster < swarm.clusters(); cluster++) {
      cycle.putInt(swarm.recalled(cluster));
    }
    cycle.putDouble(swarm.totalEnergy());
    digest.update(cycle.array(), 0, cycle.position());
  }

  /** Returns the hash so far in hexadecimal, and starts anew. */
  public String hash() {
    return HexFormat.of().formatHex(digest.digest());
  }
}
