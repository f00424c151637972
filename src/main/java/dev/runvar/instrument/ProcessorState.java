package dev.runvar.instrument;

/**
 * How the host's processors are; null is what this host does not give.
 *
 * @param frequencyHertz mean over processors, as the governor sets it
 * @param temperatureCelsius of the package
 * @param throttleCount how often processors were slowed down for their heat since the host started
 */
public record ProcessorState(
    Double frequencyHertz, Double temperatureCelsius, Long throttleCount) {}
