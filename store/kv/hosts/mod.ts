/** The hosts that have connected. */

export { KvHosts } from "./hosts.ts";
