/**
 * Reads all that can be read of a store, however damaged.
 *
 * @module
 */

export { type DeskContext, readContext } from "./desk_context.ts";
export { readOthers } from "./other_entries.ts";
export { checkPieces } from "./pieces.ts";
export { readArticles } from "./read_articles.ts";
export { readCustomers } from "./read_customers.ts";
export { readDesk, reportLostCustomer } from "./read_desk.ts";
export { readSettingsHistory } from "./settings_history.ts";
export { type ReadOptions, TicketReader } from "./ticket_reader.ts";
