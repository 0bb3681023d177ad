/** The formats of configurations: JSON with comments, TOML and YAML. */

export { parseServerList } from "./parse_server_list.ts";
export type { Entry, Members, ServerList, ServerListFile, ServerListForm } from "./server_list.ts";
