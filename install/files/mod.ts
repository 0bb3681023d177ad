/** Configurations as files: edits under a lock, with a copy of what was there. */

export { editConfig, hasParentFolder, pathExists, readConfig } from "./config_file.ts";
