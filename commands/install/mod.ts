/** Adds the desk to the configuration of hosts. */

export type { InstallFlags } from "./desk_server.ts";
export { installInEveryHost } from "./every_host.ts";
export { installInHost } from "./one_host.ts";
