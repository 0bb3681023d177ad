/** The resources that an agent on duty watches, and when their news start a run. */

export { Answers } from "./answers.ts";
export { type WatchedItem, WHOLE_TEXT } from "./contents.ts";
export { findResources } from "./find_resources.ts";
export { getQuietTime, Pauses, type RunKind, WATCH_TIMING, type WatchTiming } from "./pauses.ts";
export { WakeUp } from "./wake_up.ts";
export { type RunChanges, type WatchedNews, WatchedResource } from "./watched_resource.ts";
