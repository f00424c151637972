/**
 * What comes from elsewhere: files of other programs become a study.
 *
 * <p>May import {@code study}, {@code telemetry}, {@code store} and {@code hypothesis}.
 */
package dev.runvar.exchange;
