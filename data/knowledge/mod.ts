/** The knowledge base as a folder of Markdown files. */

export { exportFolder } from "./export_folder.ts";
export { type FolderOptions, type FolderOutcome, OUTCOMES } from "./outcome.ts";
export { syncFolder, type SyncOptions } from "./sync_folder.ts";
