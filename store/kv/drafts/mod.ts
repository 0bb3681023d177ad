/** The drafts of people at the desk. */

export { KvDrafts } from "./drafts.ts";
