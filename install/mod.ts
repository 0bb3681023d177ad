/** Hosts' configuration files: the face of this part. */

export { editConfig, folderIsThere, readConfig } from "./config_file.ts";
export type { Entry } from "./entry.ts";
export { InstallFailure } from "./failure.ts";
export { foldersOf } from "./folders.ts";
export { type Host, type HostId, HOSTS } from "./hosts.ts";
export { type Configuration, withoutOurs, withServers } from "./listing.ts";
