/**
 * The steps from older layouts of the store to the current one.
 *
 * @module
 */

import type { Migration } from "../schema/mod.ts";

/** The first migrates version 1 to version 2, and so on. Each is loaded for a store that needs it. */
export const MIGRATIONS: readonly Migration[] = [
  // The keys that these two added follow from the tickets, and the third step writes them all.
  { name: "index merged tickets by their target", migrate: () => Promise.resolve() },
  { name: "mark the targets of merged tickets", migrate: () => Promise.resolve() },
  {
    name: "build the ranked index",
    migrate: async (kv, report) => (await import("./build_index.ts")).buildIndex(kv, report),
  },
  {
    name: "store due times and lists of due tickets",
    migrate: async (kv, report) => (await import("./complete_tickets.ts")).completeTickets(kv, report),
  },
  {
    name: "mark messages of customers in imports",
    migrate: async (...args) => (await import("./mark_customer_messages.ts")).markCustomerMessages(...args),
  },
];
