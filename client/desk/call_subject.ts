import * as z from "zod";
import type { Connection } from "../connection/mod.ts";
import { ServerError } from "../errors/mod.ts";
import { getResourceTexts, parseJsonAs } from "./desk_results.ts";

const ticketFacts = z.object({
  id: z.string(),
  subject: z.string(),
  customer: z.string(),
  account_tier: z.string(),
});
const accountFacts = z.object({ email: z.string(), account_tier: z.string() });

/** The tickets and the account that a call concerns. */
export interface CallSubject {
  tickets: readonly z.output<typeof ticketFacts>[];
  account?: z.output<typeof accountFacts>;
}

/** The arguments that name tickets. */
const TICKET_ARGUMENTS = ["ticket_id", "into_ticket_id"];
/** The forms of a ticket id that the desk accepts. */
const TICKET_ID = /^\s*(?:#|ticket:\/\/)?(?<id>\d+)\s*$/;

/**
 * Reads the tickets and the account that the arguments of a call name, from the resources of a desk's server.
 *
 * @returns Undefined if the server knows none of them.
 */
export async function readCallSubject(
  connection: Connection,
  args: Readonly<Record<string, unknown>>,
): Promise<CallSubject | undefined> {
  if (!connection.offers("resources")) return undefined;
  const ids = TICKET_ARGUMENTS.map((name) => TICKET_ID.exec(String(args[name] ?? ""))?.groups?.id);
  const tickets = [];
  for (const id of ids.filter((id) => id !== undefined)) {
    const ticket = await readAs(connection, `ticket://${id}`, ticketFacts);
    if (ticket !== undefined) tickets.push(ticket);
  }
  const { email } = args;
  const account = typeof email === "string"
    ? await readAs(connection, `customer://${encodeURIComponent(email.trim())}`, accountFacts)
    : undefined;
  return tickets.length === 0 && account === undefined ? undefined : { tickets, ...account && { account } };
}

async function readAs<Schema extends z.ZodType>(
  connection: Connection,
  uri: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> {
  try {
    return parseJsonAs(getResourceTexts(await connection.read(uri)).join("\n"), schema);
  } catch (error) {
    if (error instanceof ServerError) return undefined; // an unknown ticket, for example: the call itself will report it
    throw error;
  }
}
