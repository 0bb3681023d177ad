/** The methods of `console` that write to standard output. */
const PRINTING_METHODS = [
  "log",
  "info",
  "debug",
  "dir",
  "dirxml",
  "table",
  "group",
  "groupCollapsed",
  "count",
  "timeLog",
  "timeEnd",
] as const;

/**
 * Reserves standard output for the protocol: from now on, what a dependency prints goes to standard error (MCP,
 * basic/transports, "stdio": the server must not write anything else to its standard output).
 */
export function reserveStandardOutput(terminal: Console = console): void {
  for (const method of PRINTING_METHODS) terminal[method] = terminal.error;
}
