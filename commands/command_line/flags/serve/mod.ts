/** `support-mcp serve`: its flags and help. */

export { serveCommand } from "./serve.ts";
