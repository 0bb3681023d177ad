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
 * Keeps standard output for the protocol: what a dependency prints from now on goes to standard error (MCP,
 * basic/transports, "stdio": the server must not write anything else to its standard output).
 */
export function reserveStandardOutput(terminal: Console = console): void {
  for (const method of PRINTING_METHODS) terminal[method] = terminal.error;
}
