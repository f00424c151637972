/** The SQLite store that the swarm writes its audit rows to; the only user of the SQL driver. */
package dev.runvar.nrm.audit;
