/** The resources of the servers. They are read before the tools are loaded, so they need no schema. */

import type { ResourceDefinition } from "../definition.ts";
import { accountHistory } from "./account_history.ts";
import { accountRecord } from "./account_record.ts";
import { customerList } from "./customer_list.ts";
import { deskPage } from "./desk_page.ts";
import { deskScript } from "./desk_script.ts";
import { deskSettings } from "./desk_settings.ts";
import { knowledgeArticle } from "./knowledge_article.ts";
import { ticketAttachment } from "./ticket_attachment.ts";
import { ticketDetails } from "./ticket_details.ts";
import { ticketHistory } from "./ticket_history.ts";
import { ticketList } from "./ticket_list.ts";
import { ticketView } from "./ticket_view.ts";

export { customerList, ticketList };
export { toViewUris } from "./ticket_view.ts";

const tickets = [
  ticketList,
  ticketDetails,
  ticketHistory,
  ticketAttachment,
  ticketView,
  deskPage,
  deskScript,
  deskSettings,
];
const customers = [customerList, accountRecord, accountHistory, deskPage, deskScript];

/** The resources of each server, in the order in which hosts list them. */
export const resources: Readonly<Record<"desk" | "tickets" | "customers", readonly ResourceDefinition[]>> = {
  tickets,
  customers,
  desk: [...new Set([...tickets, ...customers, knowledgeArticle])], // both have the page
};
