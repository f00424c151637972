/**
 * Reads the host and a process beside a run, joins the readings to cycles and states what that
 * costs. The only user of OSHI.
 */
package dev.runvar.instrument;
