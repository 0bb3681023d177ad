/** The checks of `support-mcp doctor`. */

export { askHost, judgeListing, type Listing } from "./ask_host.ts";
export { checkDesk } from "./desk.ts";
export type { Finding } from "./finding.ts";
export { checkHosts } from "./hosts.ts";
