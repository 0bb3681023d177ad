/** The words of the smaller places, in English. */

export const enPlaces = {
  signIn: {
    title: "Sign in",
    label: "Access token",
    hint: "Ask the person who runs this desk for a token.",
    keep: "Stay signed in on this computer",
    submit: "Sign in",
    wrong: "The server does not know this token. It may be mistyped, or expired.",
  },
  states: {
    offline: "No connection. Changes wait until it is back.",
    readOnly: "Read-only",
    failed: "This could not be loaded",
    loading: "Loading",
    connecting: "Connecting",
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
  customers: {
    search: "Name, address, or filters such as tier:pro",
    empty: "No customer matches.",
    tickets: "Tickets",
    noTickets: "No tickets yet.",
    missing: "There is no such customer",
    more: "Load more",
    changeTier: "Change the tier",
    accountStatus: { active: "Active", suspended: "Suspended" } as Record<string, string>,
  },
  reports: {
    ...{ title: "Reports", byStatus: "By status", byPriority: "Not closed, by priority" },
    ...{ unassigned: "Open and unassigned", overdue: "Overdue", dueToday: "Due today" },
    ...{ waiting: "Customer wrote last", total: "Tickets", customers: "Customers" },
  },
};
