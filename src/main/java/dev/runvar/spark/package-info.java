/**
 * The Spark jobs: they build inputs, call a plain Java engine per partition and write.
 *
 * <p>The only user of Spark. May import {@code study}, {@code telemetry}, {@code execution}, {@code
 * store}, {@code hypothesis} and the {@code statistics} that these take.
 */
package dev.runvar.spark;
