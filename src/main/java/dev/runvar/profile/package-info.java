/**
 * Attaches a sampling profiler to a run through its environment, joins samples to cycles by time,
 * and says which functions take longer late in a run than early.
 *
 * <p>Everything here works beside a run: an error of a profiler is a note in the profile and never
 * an error of the run. Must import nothing else of ours but the statistics.
 */
package dev.runvar.profile;
