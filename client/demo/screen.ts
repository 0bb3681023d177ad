/** What the agent shows of its work, in the order in which it happens; how it looks is the screen's own affair. */
export interface Screen {
  connected(): void;
  tools(tools: readonly ListedItem[]): void;
  resources(resources: readonly { uri: string; name: string }[]): void;
  prompts(prompts: readonly ListedItem[]): void;
  /** The list of open tickets, as the server words it. */
  openTickets(texts: readonly string[]): void;
  ticket(id: string, texts: readonly string[]): void;
  promptTemplate(messages: readonly { role: string; text: string }[]): void;
  closing(id: string): void;
  closed(id: string): void;
  escalating(id: string): void;
  escalated(id: string, priority: string, note: string): void;
  /** A tool did not do what it was called for. */
  failed(error: string): void;
}

/** A tool or a prompt. */
export interface ListedItem {
  name: string;
  description?: string | undefined;
}

/** What is shown of the questions that servers ask, and of the answers they get. */
export interface ServerRequestScreen {
  sampling(prompt: string): void;
  sampled(response: string): void;
  elicitation(message: string): void;
  /** Null: the form was declined. */
  elicited(value: string | null): void;
}
