/** Servers to connect to: command lines, URLs and hosts' configuration files. */

export { expandVariables } from "./expand_variables.ts";
export { createHttpSource } from "./http_source.ts";
export { createOwnServer, createOwnServers, getOwnCommand } from "./own_program.ts";
export { readConfigFile } from "./read_config_file.ts";
export { createProcessSource, DISCONNECT_POLICIES, type DisconnectPolicy, type ServerSource } from "./server_source.ts";
