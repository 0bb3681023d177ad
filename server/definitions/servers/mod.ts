/** The two servers. */

import type { ServerDefinition } from "../definition.ts";
import { customersServer } from "./customers_server.ts";
import { ticketsServer } from "./tickets_server.ts";

export { customersServer, ticketsServer };

/** `tickets` is `support-ticketing-server`, `customers` is `customer-database-server`. */
export type ServerName = "tickets" | "customers";

/** The servers by their names on the command line. */
export const servers: Readonly<Record<ServerName, ServerDefinition>> = {
  tickets: ticketsServer,
  customers: customersServer,
};
