/** Groups of tools, which `--tools` takes beside the names of tools. */

/** The approvals that changes of a group may need. */
const APPROVALS = ["list_approvals", "get_approval", "decide_approval"];

interface ToolGroup {
  /** A server has the group if it has one of these tools. */
  own: readonly string[];
  /** Tools that the group needs. */
  also?: readonly string[];
}

const GROUPS: Readonly<Record<string, ToolGroup>> = {
  tickets: {
    own: [
      "close_ticket_tool",
      "escalate_ticket",
      "search_tickets",
      "find_similar_tickets",
      "get_ticket",
      "get_history",
      "get_attachment",
      "ticket_stats",
      "ticket_report",
      "create_ticket",
      "add_comment",
      "edit_comment",
      "update_ticket",
      "update_tickets",
      "undo_batch",
      "reopen_ticket",
      "merge_tickets",
      "claim_next_ticket",
      "attach_file",
      "export_ticket",
      "open_desk",
      "list_ticket_rows",
      "list_drafts",
      "save_draft",
    ],
    also: APPROVALS,
  },
  customers: {
    own: ["search_customers", "get_customer", "get_account_history", "create_customer", "update_account"],
    also: APPROVALS,
  },
  knowledge: {
    own: ["search_knowledge", "get_article", "save_article", "archive_article", "list_saved_replies"],
  },
  admin: { own: ["list_team", "erase_customer", ...APPROVALS] },
};

export const TOOL_GROUPS: readonly string[] = Object.keys(GROUPS);

/**
 * Lists the groups that a server has.
 *
 * @param tools The names of the server's tools.
 */
export function listGroups(tools: readonly string[]): string[] {
  return TOOL_GROUPS.filter((name) => GROUPS[name]!.own.some((tool) => tools.includes(tool)));
}

/** The tool of the app that comes with another tool: the app shows with it what the other one finds for models. */
const FOR_APP: Readonly<Record<string, string>> = { search_tickets: "list_ticket_rows" };

/** Replaces the names of groups by the names of their tools. */
export function expandGroups(names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const group = Object.hasOwn(GROUPS, name) ? GROUPS[name] : undefined;
    if (group !== undefined) return [...group.own, ...group.also ?? []];
    return Object.hasOwn(FOR_APP, name) ? [name, FOR_APP[name]!] : [name];
  });
}
