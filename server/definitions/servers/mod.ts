/** The servers. */

import type { ServerDefinition } from "../definition.ts";
import { customersServer } from "./customers_server.ts";
import { deskServer } from "./desk_server.ts";
import { ticketsServer } from "./tickets_server.ts";

export { customersServer, deskServer, ticketsServer };

/** `desk` is everything. `tickets` and `customers` are its parts, as the article has them. */
export type ServerName = "desk" | "tickets" | "customers";

/** The servers by their names on the command line, where `desk` is the one without a name. */
export const servers: Readonly<Record<ServerName, ServerDefinition>> = {
  desk: deskServer,
  tickets: ticketsServer,
  customers: customersServer,
};
