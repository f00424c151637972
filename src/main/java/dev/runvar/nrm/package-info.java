/**
 * The built-in simulation: a swarm of agents with its pattern memory, its audit store and the main
 * of a run's process. Nothing but {@code cli} names it; studies and executors know it as a {@link
 * dev.runvar.program.Model}.
 */
package dev.runvar.nrm;
