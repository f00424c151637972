package dev.runvar.nrm.audit;

/**
 * One host reading as it is stored; null is what the host did not give.
 *
 * @param agent the agent that the reading was taken for, null when it stands for the whole swarm
 */
public record AuditRow(
    long cycle,
    Integer agent,
    Double cpuPercent,
    double memoryPercent,
    int processCount,
    long freeBytes,
    Long networkBytes) {}
