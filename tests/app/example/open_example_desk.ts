/** Opens a desk in memory with the example. */

import { type Actor, type Desk, openDesk } from "../../../store/mod.ts";
import { ARTICLES } from "./articles.ts";
import { CUSTOMERS, type ExampleTicket, TEAM, TICKETS } from "./tickets.ts";

const HOUR = 60 * 60 * 1000;
const DESK: Actor = { kind: "system", name: "support-mcp", version: null };

/** Opens the example desk. Times are relative to `now`, in milliseconds since the epoch. */
export async function openExampleDesk(now = Date.now()): Promise<Desk> {
  const desk = await openDesk(":memory:");
  const ago = (hours: number) => new Date(now - hours * HOUR).toISOString();
  await desk.settings.change(
    (document) => ({ ...document, team: Object.fromEntries(TEAM.map((name) => [name, {}])) }),
    { by: DESK },
  );
  await desk.archive.importCustomers(
    CUSTOMERS.map(([email, name, account_tier, notes = ""]) => ({
      customer: { email, name, account_tier, notes, created_at: ago(3000) },
    })),
    DESK,
  );
  await desk.archive.importTickets(TICKETS.map((ticket, index) => toTicket(ticket, index, ago)), DESK);
  await makeChanges(desk);
  for (const article of ARTICLES) await desk.knowledge.save(null, article, { by: DESK });
  return desk;
}

function toTicket(example: ExampleTicket, index: number, ago: (hours: number) => string) {
  const { hours, comments = [], status = "open", resolution = null, ...fields } = example;
  const closed = status === "closed";
  const ticket = {
    ...fields,
    id: String(1040 + index),
    status,
    created_at: ago(hours),
    updated_at: ago(closed ? hours - 20 : comments.at(-1)?.[2] ?? hours),
    ...closed && { resolution, closed_at: ago(hours - 20) },
  };
  return {
    ticket: ticket as { subject: string; customer: string },
    comments: comments.map(([kind, author, at, body]) => ({
      ...{ kind, author, body, at: ago(at) },
      ...kind === "reply" && { delivery: "sent" as const },
    })),
  };
}

/** Some changes by people, so that the conversation has small changes too. */
async function makeChanges({ tickets }: Desk): Promise<void> {
  const by: Actor = { kind: "host", name: "support-mcp desk", version: null, on_behalf_of: "Jonas Weber" };
  const id = String(1040 + TICKETS.findIndex(({ comments }) => comments !== undefined));
  await tickets.update(id, { add_tags: ["rollback"] }, { by });
  await tickets.addComment(id, {
    kind: "note",
    body: "Lindau goes through the old proxy, which caches the metadata for six hours. Clearing it now.",
  }, { by });
  await tickets.update("1054", { status: "pending" }, { by });
  await tickets.update("1054", { priority: "high" }, { by });
  await tickets.update("1054", { status: "open", priority: "urgent" }, { by });
}
