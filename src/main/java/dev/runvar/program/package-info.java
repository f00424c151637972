/**
 * A program under study: a command template with the content of its files, identified by a hash.
 *
 * <p>Knows the local file system only. Imports nothing of ours; storing programs is the job of
 * {@code store}, and executing them that of {@code execution}.
 */
package dev.runvar.program;
