/** A ticket with the article's fields. */
export interface FakeTicket {
  id: string;
  subject: string;
  customer: string;
  account_tier: string;
  status: string;
  resolution: string | null;
}

/** Creates the article's two tickets. */
export function createArticleTickets(): FakeTicket[] {
  return [
    createTicket("42", "Cannot log in after password change", "alice@example.com", "pro"),
    createTicket("43", "Invoice PDF not loading", "bob@example.com", "free"),
  ];
}

function createTicket(id: string, subject: string, customer: string, account_tier: string): FakeTicket {
  return { id, subject, customer, account_tier, status: "open", resolution: null };
}
