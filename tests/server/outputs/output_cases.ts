/** One call, or a few, for everything that the servers offer. A test fails if something has no case. */

/** The arguments with which a tool is called. `large` asks for as much as possible. */
export interface ToolCase {
  input: Record<string, unknown>;
  large?: Record<string, unknown>;
}

/** The things of a prepared desk that the cases name. */
export interface Targets {
  /** A ticket with everything in it, that is open. */
  ticket: string;
  /** A closed ticket. */
  closed: string;
  /** Two tickets, of which one is merged into the other. */
  duplicate: string;
  original: string;
  /** The customer of all of them. */
  email: string;
  /** The customer without tickets. */
  erasable: string;
  /** The name of an attachment. */
  file: string;
  /** Approvals of the tools of each server. */
  approvals: readonly string[];
  /** The keys of the approvals, by id. */
  keys: Readonly<Record<string, string>>;
  /** The id of an article. */
  article: string;
  /** Words that the caller writes, by field. */
  words(field: string, length: number): string;
}

/** Lists the cases of each tool, in an order in which they work. */
export function listToolCases(targets: Targets): Record<string, readonly ToolCase[]> {
  const { ticket, closed, duplicate, original, email, erasable, file, approvals, keys, article, words } = targets;
  return {
    search_tickets: [{ input: {}, large: { limit: 100 } }, {
      input: { query: words("subject", 60) },
      large: { limit: 100 },
    }, { input: { query: `absent ${words("query", 200)}` } }],
    list_ticket_rows: [
      { input: { limit: 100 } },
      { input: { query: words("subject", 60) } },
      { input: { query: `absent ${words("query", 200)}` } },
    ],
    find_similar_tickets: [
      { input: { ticket_id: duplicate }, large: { limit: 20 } },
      { input: { text: `a ticket about ${words("text", 200)}` } },
    ],
    get_ticket: [
      { input: { ticket_id: ticket }, large: { full_texts: true, comments_limit: 100 } },
      { input: { ticket_id: closed }, large: { full_texts: true } },
    ],
    get_history: [{ input: { ticket_id: ticket }, large: { limit: 100 } }],
    get_attachment: [{ input: { ticket_id: ticket, name: file } }],
    ticket_stats: [{ input: {} }],
    ticket_report: [{ input: { group_by: "assignee" } }, { input: { group_by: "tag" } }, { input: {} }],
    list_team: [{ input: {} }],
    search_knowledge: [
      { input: {}, large: { limit: 100 } },
      { input: { query: `text ${words("query", 200)}` } },
      { input: { query: "is:archived" } },
    ],
    get_article: [{ input: { id: article } }, { input: { id: article, revision: 1 } }, { input: { id: "absent" } }],
    save_article: [
      { input: { title: words("new_title", 200), body: words("new_text", 19_000), tags: [words("new_topic", 40)] } },
      { input: { id: article, body: words("next_text", 19_000) } },
      { input: { id: article, title: "Title", expected_revision: 1 } },
    ],
    archive_article: [{ input: { id: article } }, { input: { id: article, restore: true } }],
    list_saved_replies: [
      { input: {} },
      { input: { name: words("reply_name", 100) } },
      { input: { name: words("absent_reply", 200) } },
    ],
    list_approvals: [{ input: {}, large: { limit: 100 } }, { input: { state: "rejected" } }],
    get_approval: approvals.map((approval_id) => ({ input: { approval_id } })),
    decide_approval: approvals.map((approval_id) => ({
      input: { approval_id, decision: "reject", key: keys[approval_id], reason: words("rejection", 500) },
    })),
    save_draft: [{ input: { name: words("draft_name", 60), content: words("draft", 20_000), ticket_id: ticket } }],
    list_drafts: [{ input: {} }],
    open_desk: [{ input: { ticket_id: ticket } }, { input: { query: words("query", 200) } }],
    create_ticket: [{
      input: {
        subject: words("new_subject", 250),
        customer: `${words("new_name", 200)} <${words("new_address", 60)}@example.com>`,
        description: words("new_description", 20_000),
        assignee: words("new_assignee", 200),
        tags: [words("new_tag", 50)],
      },
    }],
    edit_comment: [
      { input: { ticket_id: ticket, number: 1, text: words("next_comment", 20_000) } },
      { input: { ticket_id: ticket, number: 1, retract: true } },
    ],
    update_ticket: [
      { input: { ticket_id: ticket, description: words("next_description", 20_000) } },
      { input: { ticket_id: ticket, assignee: words("next_assignee", 200), add_tags: [words("next_tag", 50)] } },
      { input: { ticket_id: ticket, expected_revision: 1, priority: "low" } },
    ],
    update_tickets: [
      {
        input: {
          ticket_ids: [ticket, closed],
          assignee: words("bulk_assignee", 200),
          add_tags: ["bulk"],
          preview: true,
        },
      },
      { input: { ticket_ids: [ticket, closed], assignee: words("bulk_assignee", 200) } },
      { input: { ticket_ids: [closed], resolution: words("bulk_resolution", 2_000) } },
    ],
    undo_batch: [{ input: { batch_id: "B1", preview: true } }, { input: { batch_id: "B1" } }],
    add_comment: [
      { input: { ticket_id: ticket, body: words("comment", 20_000) } },
      { input: { ticket_id: ticket, saved_reply: words("reply_name", 100) } },
      { input: { ticket_id: ticket, saved_reply: words("absent_reply", 200) } },
    ],
    attach_file: [
      { input: { ticket_id: ticket, name: `${words("file", 100)}.txt`, text: words("content", 20_000) } },
      { input: { ticket_id: ticket, name: `${words("file", 100)}.txt`, text: "again" } },
    ],
    export_ticket: [{ input: { ticket_id: ticket } }, { input: { ticket_id: ticket, path: "ticket.md" } }],
    claim_next_ticket: [{ input: { assignee: words("claimer", 200) } }],
    merge_tickets: [{ input: { ticket_id: duplicate, into_ticket_id: original } }],
    escalate_ticket: [{ input: { ticket_id: ticket, reason: words("reason", 2_000) } }],
    close_ticket_tool: [{ input: { ticket_id: ticket, resolution: words("new_resolution", 10_000) } }],
    reopen_ticket: [{ input: { ticket_id: ticket, reason: words("reopening", 2_000) } }],
    search_customers: [{ input: {}, large: { limit: 100 } }],
    get_customer: [{ input: { email } }],
    get_account_history: [{ input: { email }, large: { limit: 100 } }],
    create_customer: [{
      input: { email: `${words("address", 49)}@example.com`, name: words("name", 200), notes: words("notes", 10_000) },
    }],
    update_account: [{
      input: { email, name: words("next_name", 200), notes: words("next_notes", 10_000), account_tier: "enterprise" },
    }],
    erase_customer: [{ input: { email: erasable, preview: true } }, { input: { email: erasable } }, {
      input: { email },
    }],
  };
}

/** Lists the URI of each resource. */
export function listResourceUris({ ticket, email, file, article }: Targets): Record<string, string> {
  return {
    "ticket://list": "ticket://list",
    "ticket://{ticket_id}": `ticket://${ticket}`,
    "ticket://{ticket_id}/history": `ticket://${ticket}/history`,
    "ticket://{ticket_id}/attachments/{name}": `ticket://${ticket}/attachments/${encodeURIComponent(file)}`,
    "article://{id}": `article://${encodeURIComponent(article)}`,
    "ticket://view/{name}": "ticket://view/unassigned",
    "customer://list": "customer://list",
    "customer://{email}": `customer://${encodeURIComponent(email)}`,
    "customer://{email}/history": `customer://${encodeURIComponent(email)}/history`,
  };
}

/** Lists the arguments of each prompt. */
export function listPromptArguments({ ticket, words }: Targets): Record<string, Record<string, string>> {
  return {
    resolution_prompt: { ticket_id: ticket },
    triage_prompt: { ticket_id: ticket },
    handoff_prompt: { ticket_id: ticket },
    saved_reply_prompt: { ticket_id: ticket, name: words("reply_name", 100) },
  };
}
