/** Shared by the commands that edit or read the configuration files of hosts. */

export { toAbsoluteLocation } from "./absolute_location.ts";
export { getDeskLocation } from "./desk_location.ts";
export { confirmChange, hasTerminal } from "./questions.ts";
export {
  changeConfig,
  type HostConfigFlags,
  readConfiguration,
  resolveConfigPath,
  toConfiguration,
} from "./host_config.ts";
export { findInstalledHosts, type InstalledHost } from "./installed_hosts.ts";
export { createEntry, createNpxEntry, getThisProgram, isInNpxCache, isStartedByNpx } from "./own_entry.ts";
