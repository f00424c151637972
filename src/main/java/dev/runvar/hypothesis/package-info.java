/**
 * What the figures of a study say: growth accounting, the paper's criteria and verdicts.
 *
 * <p>May import {@code statistics}. Decisions are made here, never in SQL.
 */
package dev.runvar.hypothesis;
