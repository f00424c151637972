/**
 * Executes one run on this host, in a process or a thread, and commits what came of it.
 *
 * <p>May import {@code study}, {@code workload}, {@code probe}, {@code telemetry} and {@code
 * store}; knows nothing of what spreads the runs over hosts.
 */
package dev.runvar.execution;
