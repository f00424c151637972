/**
 * The Spark jobs: they build inputs, call a plain Java engine per partition and write.
 *
 * <p>The only user of Spark. May import everything below {@code cli} except {@code report}, {@code
 * exchange}, {@code instrument} and the packs.
 */
package dev.runvar.spark;
