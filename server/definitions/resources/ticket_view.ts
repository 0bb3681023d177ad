import { toShortLine } from "../../../base/text/short_line.ts";
import { DeskError, findView, listViews, type SettingsStore, type TicketSummary } from "../../../store/mod.ts";
import type { Complete, ResourceDefinition } from "../definition.ts";
import { describeDamage } from "../notices/mod.ts";
import { addOutsideText, OUTSIDE_TEXT } from "../outside_members.ts";
import { CONTENT_BYTES, readFittingPage } from "../sizes/mod.ts";
import { type TicketRow, toTicketRow } from "../texts/mod.ts";

/** The size of the one page. The search_tickets tool accepts its cursor. */
const MAX_TICKETS = 100;

/** The path that the URIs of views begin with. */
const START = "ticket://view/";

/** Completes the names of views. */
const completeView: Complete = async (typed, { settings }) => {
  const names = Object.keys(listViews((await settings.read()).views));
  return names.filter((name) => name.toLowerCase().startsWith(typed.toLowerCase()));
};

/** The first tickets of a saved view, as JSON. */
export const ticketView: ResourceDefinition = {
  name: "Saved view",
  title: "Saved view",
  description:
    "The tickets of a saved view, such as overdue or unassigned, in its order. search_tickets continues a long list: pass " +
    "the query and the cursor",
  uri: `${START}{name}`,
  mimeType: "application/json",
  complete: { name: completeView },
  async read({ name }, { tickets, settings, getUserName }) {
    const query = `view:"${await findName(name!, settings)}"`;
    const read = (limit: number) => tickets.search(query, { limit, getCallerName: () => requireUser(getUserName()) });
    const forms = { toItem: (ticket: TicketSummary) => toTicketRow(ticket), format: formatRow };
    const { items, cursor, ...rest } = await readFittingPage(read, MAX_TICKETS, forms, CONTENT_BYTES);
    const notice = describeDamage(rest);
    const view = { query, tickets: items, cursor, ...notice !== undefined && { notice } };
    return { text: JSON.stringify(addOutsideText(view, OUTSIDE_TEXT.tickets), null, 2) };
  },
  /** Changes are reported with the name as the settings have it. */
  async checkSubscription({ name }, { settings }) {
    const found = await findName(name!, settings);
    if (found === name) return;
    const [uri] = toViewUris([found]);
    throw new DeskError("not_found", `The name of the view is "${toShortLine(found)}". Subscribe to ${uri}.`);
  },
};

/** @throws {DeskError} `not_found`, with the names of the views. */
async function findName(name: string, settings: SettingsStore): Promise<string> {
  const found = findView((await settings.read()).views, name);
  if ("problem" in found) throw new DeskError("not_found", found.problem);
  return found.name;
}

/** Lists the URIs of views, which any change of a ticket may touch. */
export function toViewUris(names: readonly string[]): string[] {
  return names.map((name) => `${START}${encodeURIComponent(name)}`);
}

/** A host's name would find nothing: tickets are assigned to people. */
function requireUser(name: string | undefined): string {
  if (name !== undefined) return name;
  const reason = 'This view is about "me", and the server does not know who you are.';
  throw new DeskError("invalid", `${reason} Start it with --user NAME, or use search_tickets with assignee:NAME.`);
}

function formatRow(row: TicketRow): string {
  return JSON.stringify([row], null, 4); // indented as in the list
}
