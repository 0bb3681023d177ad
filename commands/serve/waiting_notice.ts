/**
 * Explains on a terminal that the command waits for a host to speak to it.
 *
 * @param input Standard input.
 * @param print Writes to standard error.
 */
export function explainWaiting(input: { isTerminal(): boolean }, print: (text: string) => void): void {
  if (!input.isTerminal()) return;
  print(
    "support-mcp: Waiting for MCP messages on standard input. AI hosts start this command themselves: to add it to one, run " +
      "support-mcp install HOST. To serve over HTTP, add --http 8080. Press Ctrl+C to end.\n",
  );
}
