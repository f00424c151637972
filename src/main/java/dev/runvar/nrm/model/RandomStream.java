package dev.runvar.nrm.model;

import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * The random numbers of one purpose of one run.
 *
 * <p>Only {@code nextLong} of the generator is used: the JDK's own samplers may change between
 * versions, and a trajectory may not.
 */
final class RandomStream {

  /** Each purpose draws from a generator of its own, so that a new draw in one shifts no other. */
  enum Purpose {
    FOUNDING,
    ENVIRONMENT,
    SPAWNING
  }

  private static final RandomGeneratorFactory<RandomGenerator> GENERATORS =
      RandomGeneratorFactory.of("L64X128MixRandom");
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;
  private static final double UNIT_53 = 0x1.0p-53;

  private final RandomGenerator generator;
  private double spareGaussian = Double.NaN;

  RandomStream(long seed, Purpose purpose) {
    generator = GENERATORS.create(mix(seed + GOLDEN * (purpose.ordinal() + 1)));
  }

  /** Returns a uniform in [0, 1) from the upper 53 bits of one draw. */
  double uniform() {
    return (generator.nextLong() >>> 11) * UNIT_53;
  }

  /** Returns a standard normal by Marsaglia's polar method; every second one costs no draw. */
  double gaussian() {
    if (!Double.isNaN(spareGaussian)) {
      double spare = spareGaussian;
      spareGaussian = Double.NaN;
      return spare;
    }
    double u;
    double v;
    double square;
    do {
      u = 2 * uniform() - 1;
      v = 2 * uniform() - 1;
      square = u * u + v * v;
    } while (square >= 1 || square == 0);
    double scale = StrictMath.sqrt(-2 * StrictMath.log(square) / square);
    spareGaussian = v * scale;
    return u * scale;
  }

  /** The finalizer of SplitMix64 (Steele, Lea, Flood 2014): neighbouring seeds become unrelated. */
  private static long mix(long value) {
    long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
    z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
    return z ^ (z >>> 31);
  }
}
