/** Hosts' configuration files: the face of this part. */

export { editConfig, fileIsThere, folderIsThere, readConfig } from "./config_file.ts";
export { type Entry, isProgram, programOf } from "./entry.ts";
export { InstallFailure } from "./failure.ts";
export { type Folders, foldersOf } from "./folders.ts";
export { type Host, type HostId, HOSTS } from "./hosts.ts";
export { type Configuration, type ListedServer, serversOfOurs, withoutOurs, withServers } from "./listing.ts";
