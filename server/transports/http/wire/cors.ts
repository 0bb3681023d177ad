/** Cross-origin requests of web pages (Fetch, "CORS protocol"). */

/** The headers that a page may read: its session, where to log in, when to retry, and the id in our log. */
const EXPOSED_HEADERS = "Mcp-Session-Id, WWW-Authenticate, Retry-After, X-Request-Id";
const ALLOWED_METHODS = "GET, POST, DELETE";
/** Browsers repeat a preflight after this many seconds. */
const MAX_AGE = "7200";

/** Checks whether a browser asks if its page may send a request. */
export function isPreflight({ method, headers }: Request): boolean {
  return method === "OPTIONS" && headers.has("origin") && headers.has("access-control-request-method");
}

/** Permits all headers that the browser names: the check of the origin is what protects the server. */
export function createPreflightResponse({ headers }: Request): Response {
  const requested = headers.get("access-control-request-headers");
  return new Response(null, {
    status: 204,
    headers: {
      "Access-Control-Allow-Methods": ALLOWED_METHODS,
      ...requested !== null && { "Access-Control-Allow-Headers": requested },
      "Access-Control-Max-Age": MAX_AGE,
    },
  });
}

/** Lets a page of this origin read a response. */
export function addCorsHeaders({ headers }: Response, origin: string): void {
  headers.set("Access-Control-Allow-Origin", origin);
  headers.set("Access-Control-Expose-Headers", EXPOSED_HEADERS);
  headers.append("Vary", "Origin");
}
