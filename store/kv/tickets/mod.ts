/**
 * Tickets on the key-value store: reads and commands.
 *
 * @module
 */

export { createKvTickets } from "./tickets.ts";
