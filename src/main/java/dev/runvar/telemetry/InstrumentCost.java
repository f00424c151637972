package dev.runvar.telemetry;

/**
 * What a part of the instrument took of a run's host.
 *
 * @param part {@code load}, {@code processor}, {@code process}: readings beside the run; {@code
 *     recording}: taking telemetry over; {@code reporting}: the workload's own writing of it
 * @param times readings, or cycles
 * @param nanos of a core
 */
public record InstrumentCost(String part, long times, long nanos) {}
