/**
 * Readings of the host and of a process, each taken afresh from the operating system.
 *
 * <p>The only user of OSHI; must import nothing else of ours. What a host does not give is null.
 */
package dev.runvar.host;
