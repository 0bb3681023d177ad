/**
 * The steps from older layouts of the store to the current one.
 *
 * @module
 */

import type { Migration } from "../schema/mod.ts";
import { buildIndex } from "./build_index.ts";
import { completeTickets } from "./complete_tickets.ts";
import { markCustomerMessages } from "./mark_customer_messages.ts";

/** The first migrates version 1 to version 2, and so on. */
export const MIGRATIONS: readonly Migration[] = [
  // The keys that these two added follow from the tickets, and the third step writes them all.
  { name: "index merged tickets by their target", migrate: () => Promise.resolve() },
  { name: "mark the targets of merged tickets", migrate: () => Promise.resolve() },
  { name: "build the ranked index", migrate: buildIndex },
  { name: "store due times and lists of due tickets", migrate: completeTickets },
  { name: "mark messages of customers in imports", migrate: markCustomerMessages },
];
