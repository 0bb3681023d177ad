/** The configuration files of hosts. */

export { describeUrl } from "./describe_entry.ts";
export { editConfig, hasParentFolder, pathExists, readConfig } from "./config_file.ts";
export { getProgram, type HttpServer, isSameProgram, SERVER_NAME, type ServerEntry } from "./server_entry.ts";
export { InstallError, NameTakenError } from "./install_error.ts";
export { getUserFolders, type UserFolders } from "./user_folders.ts";
export { type Host, type HostId, HOSTS } from "./hosts.ts";
export {
  addServers,
  type ConfiguredProgram,
  type ConfiguredServer,
  listForeignServers,
  listOurServers,
  removeOurServers,
} from "./host_configuration.ts";
export type { HostConfiguration } from "./parse_server_list.ts";
export { findTwoServers, replaceTwoServers, type TwoServers } from "./two_servers.ts";
