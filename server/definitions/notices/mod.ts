/** Notices in results: records that cannot be read, a desk without tickets, links of a closed ticket. */

export { describeDamage, noteDamage } from "./damage.ts";
export {
  EMPTY_DESK,
  explainWithoutCustomers,
  explainWithoutTickets,
  NO_ACCOUNTS,
  noteWithoutCustomers,
  noteWithoutTickets,
} from "./empty_desk.ts";
export { adviseOnOpenLinks } from "./open_links.ts";
