/** The configuration files of hosts. */

export { editConfig, hasParentFolder, pathExists, readConfig } from "./config_file.ts";
export { getProgram, HTTP_SERVER_NAME, type HttpServer, isSameProgram, type ServerEntry } from "./server_entry.ts";
export { InstallError } from "./install_error.ts";
export { getUserFolders, type UserFolders } from "./user_folders.ts";
export { type Host, type HostId, HOSTS } from "./hosts.ts";
export {
  addServers,
  type ConfiguredProgram,
  type ConfiguredServer,
  type HostConfiguration,
  listOurServers,
  removeOurServers,
} from "./host_configuration.ts";
