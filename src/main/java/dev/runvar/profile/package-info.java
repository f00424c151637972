/**
 * Attaches a sampling profiler to a run through its environment, joins samples to cycles by time,
 * and finds the functions that take longer late in a run than early.
 *
 * <p>Everything here works beside a run: an error of a profiler becomes a note in the profile and
 * never an error of the run. Of our packages, it may import only {@code statistics}.
 */
package dev.runvar.profile;
