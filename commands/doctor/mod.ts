/** The checks of `support-mcp doctor`. */

export { checkDesk } from "./desk.ts";
export type { Finding } from "./finding.ts";
export { checkHosts } from "./hosts.ts";
