/** The page at `/`, for people who open the server's address. Anyone may read it, so it tells nothing about the desk. */

/**
 * Formats the page as plain text.
 *
 * @param version The version of the program.
 */
export function formatFrontPage(version: string): string {
  return `support-mcp ${version}: a support desk for AI hosts, over the Model Context Protocol (MCP)

/mcp      MCP: the endpoint to add to a host
/healthz  "ok" while the server is alive
/readyz   "ready" while the store responds
/metrics  metrics for Prometheus

To add this server to a host, run
  support-mcp install HOST --url ENDPOINT
or see docs/team.md.
`;
}
