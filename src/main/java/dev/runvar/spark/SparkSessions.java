package dev.runvar.spark;

import java.util.Optional;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;

/** Starts Spark with the settings that a measurement needs, whatever the cluster's defaults are. */
final class SparkSessions {

  /** Every local core; a lost task is tried again, which plain {@code local[*]} never does. */
  private static final String LOCAL = "local[*,4]";

  private SparkSessions() {}

  /**
   * Returns the session of this process, starting it if need be.
   *
   * @param master Spark's master URL; without one, what spark-submit says, else this machine
   * @param slots runs that one host executes at once; without it, one a core
   */
  static SparkSession start(Optional<String> master, Optional<Integer> slots) {
    SparkConf conf = new SparkConf().setAppName("runvar");
    master.ifPresent(conf::setMaster);
    if (!conf.contains("spark.master")) {
      conf.setMaster(slots.map("local[%d,4]"::formatted).orElse(LOCAL));
    }
    slots.ifPresent(number -> Slots.limit(conf, number));
    // A second copy of a running simulation would contend with what it is meant to overtake.
    conf.set("spark.speculation", "false");
    // A run id of digits only must stay a text.
    conf.set("spark.sql.sources.partitionColumnTypeInference.enabled", "false");
    conf.setIfMissing("spark.sql.parquet.outputTimestampType", "TIMESTAMP_MICROS");
    conf.setIfMissing("spark.sql.shuffle.partitions", "8");
    // A plan with all telemetry columns is wider than Spark cares to print, and it says so.
    conf.setIfMissing("spark.sql.debug.maxToStringFields", "2000");
    conf.setIfMissing("spark.ui.enabled", "false");
    conf.setIfMissing("spark.ui.showConsoleProgress", "false");
    return SparkSession.builder().config(conf).getOrCreate();
  }
}
