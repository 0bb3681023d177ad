/**
 * Settings on the key-value store: the current revision, and all revisions as the history.
 *
 * @module
 */

export { stageSecrets } from "./secrets.ts";
export { getSettings, KvSettings, readSettings, stageSettings } from "./settings.ts";
