/** The agent's work, in order. The implementation decides how to show it. */
export interface Screen {
  connected(): void;
  tools(tools: readonly ListedItem[]): void;
  resources(resources: readonly { uri: string; name: string }[]): void;
  prompts(prompts: readonly ListedItem[]): void;
  /** The list of open tickets, as the server formats it. */
  openTickets(texts: readonly string[]): void;
  ticket(id: string, texts: readonly string[]): void;
  promptTemplate(messages: readonly { role: string; text: string }[]): void;
  closing(id: string): void;
  closed(id: string): void;
  escalating(id: string): void;
  escalated(id: string, priority: string, note: string): void;
  /** A tool failed or refused. */
  failed(error: string): void;
}

/** A tool or a prompt. */
export interface ListedItem {
  name: string;
  description?: string | undefined;
}

/** The requests of servers and their responses. */
export interface ServerRequestScreen {
  sampling(prompt: string): void;
  sampled(response: string): void;
  elicitation(message: string): void;
  /** Null if the form was declined. */
  elicited(value: string | null): void;
}
