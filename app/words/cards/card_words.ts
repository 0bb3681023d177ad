/** The words of cards, which hosts show in a conversation. */

const en = {
  label: "Support desk",
  tickets: "Tickets",
  more: "There are more",
  openDesk: "Open the desk",
  openTicket: "Open the ticket",
  openApprovals: "See all approvals",
  refresh: "Refresh",
  back: "Back",
  assignToMe: "Assign to me",
  draftReply: "Draft a reply",
  /** Sent to the model as the person's message. */
  draftReplyRequest: (id: string) =>
    `Draft a reply to ticket #${id}. Show me the text before you write it to the ticket.`,
  firstMessage: "Request",
  lastMessage: "Last message",
  fromTeam: "Team",
  fromCustomer: "Customer",
  noteKind: "Internal note",
  assignee: "Assignee",
  approval: "Approval",
  approvals: "Approvals",
  next: (number: number) => number === 1 ? "Show the other one" : `Show the next of ${number}`,
  tooLong: "The change is too long for a card. Open the desk to read it before you decide.",
  cut: (id: string) =>
    `The change is longer than this. Read it with support-mcp approvals show ${id} before you decide.`,
  report: "Report",
  created: "Created",
  closed: "Closed",
  openAtEnd: "Open at the end",
  firstReply: "First reply, median",
  chart: (parts: number, most: number) => `Tickets created and closed, in ${parts} parts; at most ${most} in one`,
  noApproval: "Nothing waits for approval.",
  noTickets: "No ticket matches.",
  failed: "This cannot be shown",
  cancelled: "The call was cancelled",
  retry: "Try again",
  waiting: "Loading",
  later: {
    title: "The whole desk could not be loaded",
    offline: "The host or the server does not answer.",
    version: "The server has another version now. Open the desk again from the conversation.",
    refused: "This host passes on only what the cards need. They keep working.",
  },
  silent: "The host does not answer",
  silentHint: "The desk works only inside a host that shows MCP Apps. If this is one, reload the conversation.",
};

export type CardWords = typeof en;

const de: CardWords = {
  label: "Support-Desk",
  tickets: "Tickets",
  more: "Es gibt weitere",
  openDesk: "Desk öffnen",
  openTicket: "Ticket öffnen",
  openApprovals: "Alle Freigaben",
  refresh: "Aktualisieren",
  back: "Zurück",
  assignToMe: "Mir zuweisen",
  draftReply: "Antwort entwerfen",
  draftReplyRequest: (id) =>
    `Entwirf eine Antwort auf Ticket #${id}. Zeig mir den Text, bevor du ihn in das Ticket schreibst.`,
  firstMessage: "Anfrage",
  lastMessage: "Letzte Nachricht",
  fromTeam: "Team",
  fromCustomer: "Kunde",
  noteKind: "Interne Notiz",
  assignee: "Zuständig",
  approval: "Freigabe",
  approvals: "Freigaben",
  next: (number) => number === 1 ? "Die andere zeigen" : `Die nächste von ${number} zeigen`,
  tooLong: "Die Änderung ist zu lang für eine Karte. Öffne den Desk, um sie vor der Entscheidung zu lesen.",
  cut: (id) => `Die Änderung ist länger. Lies sie mit support-mcp approvals show ${id}, bevor du entscheidest.`,
  report: "Bericht",
  created: "Erstellt",
  closed: "Geschlossen",
  openAtEnd: "Offen am Ende",
  firstReply: "Erste Antwort, Median",
  chart: (parts, most) => `Erstellte und geschlossene Tickets in ${parts} Abschnitten, höchstens ${most} in einem`,
  noApproval: "Nichts wartet auf Freigabe.",
  noTickets: "Kein Ticket passt.",
  failed: "Das kann nicht angezeigt werden",
  cancelled: "Der Aufruf wurde abgebrochen",
  retry: "Erneut versuchen",
  waiting: "Wird geladen",
  later: {
    title: "Der ganze Desk konnte nicht geladen werden",
    offline: "Der Host oder der Server antwortet nicht.",
    version: "Der Server hat jetzt eine andere Version. Öffne den Desk im Gespräch noch einmal.",
    refused: "Dieser Host gibt nur weiter, was die Karten brauchen. Sie funktionieren weiter.",
  },
  silent: "Der Host antwortet nicht",
  silentHint: "Der Desk funktioniert nur in einem Host, der MCP Apps zeigt. Wenn das einer ist, lade das Gespräch neu.",
};

/** Returns the words for a language tag; English for languages without words. */
export function getCardWords(locale: string): CardWords {
  return locale.toLowerCase().startsWith("de") ? de : en;
}
