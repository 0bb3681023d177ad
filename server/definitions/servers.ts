import { customersServer } from "./customers_server.ts";
import type { ServerDefinition } from "./definition.ts";
import { ticketsServer } from "./tickets_server.ts";

/** `tickets` is `support-ticketing-server`, `customers` is `customer-database-server`. */
export type ServerName = "tickets" | "customers";

/** The servers by their names on the command line. */
export const servers: Readonly<Record<ServerName, ServerDefinition>> = {
  tickets: ticketsServer,
  customers: customersServer,
};
