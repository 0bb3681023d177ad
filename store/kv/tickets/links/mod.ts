/** The links of tickets, and the tickets that merges joined. */

export { type ChangedLinks, linkOthers } from "./links.ts";
export {
  createFinder,
  type FindTicket,
  listMerged,
  listMergeTargets,
  readDuplicates,
  withTicket,
} from "./merged_tickets.ts";
export { checkAncestors } from "./parents.ts";
export { readLinks } from "./shown_links.ts";
