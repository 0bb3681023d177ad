/** The page at `/`: the desk for browsers, and facts for everyone else. Anyone may read it, so it reveals nothing about the desk. */

import { accepts, HttpError } from "./wire/mod.ts";

/** The paths of the server. */
const PATHS = {
  "/": "The desk, in a browser",
  "/mcp": "MCP: the endpoint to add to a host",
  "/healthz": '"ok" while the server is alive',
  "/readyz": '"ready" while the store responds',
  "/metrics": "metrics for Prometheus",
};

/**
 * Creates the response to a request for `/`: the user interface for clients that accept HTML, JSON for those that ask for it,
 * otherwise text.
 *
 * @param version The version of the program.
 * @param url The address of this server for the sender of the request.
 */
export async function createFrontPage(request: Request, version: string, url: string): Promise<Response> {
  const { headers } = request;
  if (headers.get("accept")?.includes("text/html")) {
    const { createAppResponse } = await import("./app_page.ts");
    return await createAppResponse(request);
  }
  const isJson = headers.get("accept")?.includes("json") && accepts(request, "application/json");
  const response = isJson
    ? Response.json({ name: "support-mcp", version, paths: PATHS })
    : new Response(formatFrontPage(version, url));
  response.headers.set("Vary", "Accept");
  return response;
}

/**
 * Creates the response to a request for `/desk.js`, the second script of the page. It is as public as the page.
 *
 * @throws {HttpError} If this version has no such script.
 */
export async function createPageScript(request: Request): Promise<Response> {
  const isRead = request.method === "GET" || request.method === "HEAD";
  const { createScriptResponse } = await import("./app_page.ts");
  const response = isRead ? await createScriptResponse(request) : undefined;
  if (response === undefined) {
    throw new HttpError(404, "No page of this version has such a script. Load the page again.");
  }
  return response;
}

/** Formats the facts as plain text. */
function formatFrontPage(version: string, url: string): string {
  return `support-mcp ${version}: a support desk for AI hosts, over the Model Context Protocol (MCP)

${Object.entries(PATHS).map(([path, text]) => `${path.padEnd(8)}  ${text}`).join("\n")}

To add this server to a host, such as claude-code or vscode, run
  support-mcp install HOST --url ${url}/mcp
If you have a token, add --header "Authorization: Bearer TOKEN".
`;
}
