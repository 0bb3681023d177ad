/** The file format of recordings. */

export { type Entry, type EntryOf, FORMAT, FORMAT_VERSION, type Header } from "./entries.ts";
export { readRecording, type Recording } from "./read_recording.ts";
export { getSecrets, REMOVED, Secrets, toPlaceholder } from "./secrets.ts";
