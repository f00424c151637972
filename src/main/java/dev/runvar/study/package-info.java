/**
 * Study files and what they say: experiments, factors, treatments, runs and their order.
 *
 * <p>May import {@code model} and {@code workload}, for the names and checks of parameters.
 */
package dev.runvar.study;
