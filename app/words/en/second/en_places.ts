/** The words of the smaller places, in English. */

export const enPlaces = {
  signIn: {
    title: "Sign in",
    label: "Access token",
    hint: "Ask the person who runs this desk for a token.",
    keep: "Stay signed in on this computer",
    submit: "Sign in",
    account: "Sign in with your account",
    failed: "You are not signed in.",
    ended: "Your sign-in has ended: the token has expired or was revoked. Sign in again. What you wrote is kept.",
    problems: {
      ...{ https: "That needs https.", issuer: "The issuer of accounts cannot be reached. Try again in a minute." },
      ...{ other_tab: "This sign-in was not started in this tab. Sign in again.", no_code: "The issuer sent no code." },
      link:
        "The link was used already, or is older than ten minutes. Where support-mcp desk runs, Enter gives a new one.",
      offline: "The server cannot be reached.",
    } as Record<string, string>,
    wrong: "The server does not know this token. It may be mistyped, or expired.",
  },
  approvals: {
    title: "Approvals",
    pending: "Waiting",
    granted: "Granted",
    rejected: "Rejected",
    empty: "Nothing waits for approval.",
    emptyOther: "There are none.",
    askedBy: (name: string) => `Asked by ${name}`,
    decidedBy: (name: string) => `Decided by ${name}`,
    expires: (time: string) => `Expires ${time}`,
    how: (id: string) => `To decide, run: support-mcp approvals show ${id}`,
  },
  decisions: {
    grant: "Grant",
    reject: "Reject",
    states: {
      granted: "Granted. The change was carried out.",
      rejected: "Rejected. Nothing was changed.",
      expired: "Expired. Nothing was changed.",
      failed: "The change could not be carried out.",
    } as Record<string, string>,
  },
  damage: {
    title: (number: number) =>
      number === 1
        ? "A record is damaged, and may be missing here."
        : `${number.toLocaleString("en")} records are damaged, and may be missing here.`,
    remedy:
      "The person who runs the server can repair them (support-mcp check --repair) or restore a backup (support-mcp restore).",
  },
  customers: {
    search: "Name, address, or tier:pro",
    empty: "No customer matches.",
    tickets: "Tickets",
    noTickets: "No tickets yet.",
    missing: "There is no such customer",
    more: "Load more",
    changeTier: "Change the tier",
    edit: "Edit customer",
    editShort: "Edit",
    organizationHint: "If empty, the one of the email domain applies.",
    notesHint: "Only the team sees them.",
    accountStatus: { active: "Active", suspended: "Suspended" } as Record<string, string>,
  },
  reports: {
    now: "Now",
    period: "Period",
    periods: { "7d": "7 days", "30d": "30 days", "12m": "12 months" },
    created: "New",
    closed: "Closed",
    firstReply: "First reply, median",
    closing: "Closing, median",
    inTime: "Replied in time",
    table: "As a table",
    most: (number: number) => `Highest bar: ${number.toLocaleString("en")}`,
    ...{ title: "Reports", byStatus: "By status", byPriority: "Not closed, by priority" },
    ...{ unassigned: "Open and unassigned", overdue: "Overdue", dueToday: "Due today" },
    ...{ waiting: "Customer wrote last", total: "Tickets", customers: "Customers" },
  },
};
