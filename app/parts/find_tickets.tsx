/** Tickets as choices. */

import type { TicketRow } from "../desk/mod.ts";
import type { Choice } from "./chooser.tsx";
import { PriorityIcon, StatusIcon } from "./icons.tsx";
import type { Ui } from "./ui.ts";

/** Finds tickets for the palette and for menus. @param except The id of the ticket that the menu is about. */
export async function findTickets(
  { desk }: Ui,
  query: string,
  run: (row: TicketRow) => void,
  except?: string,
): Promise<Choice[]> {
  const { tickets } = await desk.bridge.call<{ tickets: TicketRow[] }>("list_ticket_rows", { query, limit: 8 });
  return tickets.filter(({ id }) => id !== except).map((row) => ({
    key: `ticket ${row.id}`,
    label: `#${row.id} ${row.subject}`,
    hint: row.customer_name ?? row.customer,
    icon: (
      <>
        <StatusIcon status={row.status} />
        <PriorityIcon priority={row.priority} />
      </>
    ),
    run: () => run(row),
  }));
}
