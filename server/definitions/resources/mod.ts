/** The resources of the servers. */

export { accountHistory } from "./account_history.ts";
export { accountRecord } from "./account_record.ts";
export { customerList } from "./customer_list.ts";
export { deskPage } from "./desk_page.ts";
export { deskScript } from "./desk_script.ts";
export { deskSettings } from "./desk_settings.ts";
export { knowledgeArticle } from "./knowledge_article.ts";
export { ticketAttachment } from "./ticket_attachment.ts";
export { ticketDetails } from "./ticket_details.ts";
export { ticketHistory } from "./ticket_history.ts";
export { ticketList } from "./ticket_list.ts";
export { ticketView, toViewUris } from "./ticket_view.ts";
