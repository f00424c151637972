/**
 * The command line: options, commands and exit codes. The only user of picocli.
 *
 * <p>May import everything of ours; nothing imports it. Only {@link dev.runvar.cli.Main} exits.
 */
package dev.runvar.cli;
