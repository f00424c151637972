/**
 * The swarm: state, dynamics, pattern memory and trajectory hash. Needs nothing but the JDK, does
 * no I/O and reads no clock, so that a trajectory depends on parameters and seed alone.
 */
package dev.runvar.nrm.model;
