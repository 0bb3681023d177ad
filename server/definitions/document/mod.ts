/** A ticket as a Markdown document. Only export_ticket imports this module, when it is called. */

export { readDocumentPage } from "./document_page.ts";
export { writeApprovedDocument } from "./write_approved_document.ts";
export { renderTicketDocument } from "./ticket_document.ts";
