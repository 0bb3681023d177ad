/** The configuration files of hosts. */

export { describeUrl } from "./describe_entry.ts";
export { editConfig, hasParentFolder, pathExists, readConfig } from "./files/mod.ts";
export { getProgram, type HttpServer, isSameProgram, SERVER_NAME, type ServerEntry } from "./server_entry.ts";
export { InstallError, NameTakenError } from "./errors/mod.ts";
export { getUserFolders, type UserFolders } from "./user_folders.ts";
export { type Host, type HostId, HOSTS } from "./hosts.ts";
export {
  addServers,
  type ConfiguredProgram,
  type ConfiguredServer,
  type HostConfiguration,
  listForeignServers,
  listOurServers,
  removeOurServers,
} from "./host_configuration.ts";
export { findTwoServers, replaceTwoServers, type TwoServers } from "./two_servers.ts";
