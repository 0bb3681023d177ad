/** The tools of the servers, in the order in which hosts list them. */

import type { FrozenChange } from "../../../store/mod.ts";
import type { ToolDefinition } from "../definition.ts";
import { addComment } from "./add_comment.ts";
import { archiveArticle } from "./archive_article.ts";
import { attachFile } from "./attach_file.ts";
import { claimNextTicket } from "./claim_next_ticket.ts";
import { closeTicketTool } from "./close_ticket_tool.ts";
import { createCustomer } from "./create_customer.ts";
import { createTicket } from "./create_ticket.ts";
import { editComment } from "./edit_comment.ts";
import { eraseCustomer } from "./erase_customer.ts";
import { escalateTicket } from "./escalate_ticket.ts";
import { exportTicket } from "./export_ticket.ts";
import { getAccountHistory } from "./get_account_history.ts";
import { findSimilarTickets } from "./find_similar_tickets.ts";
import { createDecideApproval } from "./decide_approval.ts";
import { getArticle } from "./get_article.ts";
import { createGetApproval } from "./get_approval.ts";
import { getAttachment } from "./get_attachment.ts";
import { getCustomer } from "./get_customer.ts";
import { getHistory } from "./get_history.ts";
import { getTicket } from "./get_ticket.ts";
import { createListApprovals } from "./list_approvals.ts";
import { listDrafts } from "./list_drafts.ts";
import { listSavedReplies } from "./list_saved_replies.ts";
import { listTicketRows } from "./list_ticket_rows.ts";
import { listTeam } from "./list_team.ts";
import { mergeTickets } from "./merge_tickets.ts";
import { openDesk } from "./open_desk.ts";
import { reopenTicket } from "./reopen_ticket.ts";
import { saveArticle } from "./save_article.ts";
import { saveDraft } from "./save_draft.ts";
import { searchCustomers } from "./search_customers.ts";
import { searchKnowledge } from "./search_knowledge.ts";
import { searchTickets } from "./search_tickets.ts";
import { ticketReport } from "./ticket_report.ts";
import { ticketStats } from "./ticket_stats.ts";
import { undoBatch } from "./undo_batch.ts";
import { updateAccount } from "./update_account.ts";
import { updateTicket } from "./update_ticket.ts";
import { updateTickets } from "./update_tickets.ts";

/** The article's two tools come first. */
const forTickets = [
  closeTicketTool,
  escalateTicket,
  searchTickets,
  findSimilarTickets,
  getTicket,
  getHistory,
  getAttachment,
  ticketStats,
  ticketReport,
  createTicket,
  addComment,
  editComment,
  updateTicket,
  updateTickets,
  undoBatch,
  reopenTicket,
  mergeTickets,
  claimNextTicket,
  attachFile,
  exportTicket,
  openDesk,
  listTicketRows,
  listDrafts,
  saveDraft,
];

const forCustomers = [searchCustomers, getCustomer, getAccountHistory, createCustomer, updateAccount];

const forKnowledge = [searchKnowledge, getArticle, saveArticle, archiveArticle, listSavedReplies];

/** @param tools The tools whose changes need approval. */
function createApprovalTools(...tools: FrozenChange["tool"][]): ToolDefinition[] {
  return [createListApprovals(tools), createGetApproval(tools), createDecideApproval(tools)];
}

const TICKET_CHANGES = ["merge_tickets", "update_tickets", "undo_batch", "export_ticket"] as const;

export const ticketTools = [...forTickets, ...createApprovalTools(...TICKET_CHANGES)];

export const customerTools = [...forCustomers, ...createApprovalTools("update_account")];

export const deskTools = [
  ...forTickets,
  ...forCustomers,
  ...forKnowledge,
  listTeam,
  eraseCustomer,
  ...createApprovalTools(...TICKET_CHANGES, "update_account", "erase_customer"),
];
