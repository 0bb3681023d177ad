import type {
  Client,
  ClientCapabilities,
  CreateMessageRequestParams,
  CreateMessageResult,
  ElicitRequestFormParams,
  ElicitResult,
  Root,
} from "@modelcontextprotocol/client";

/** Whoever answers what servers ask of their client: a person, a model, or a stand-in for both. */
export interface Answers {
  /** Fills in a form (MCP, client/elicitation). */
  elicit(form: ElicitRequestFormParams): Promise<ElicitResult>;
  /** Completes a conversation (MCP, client/sampling). */
  sample(conversation: CreateMessageRequestParams): Promise<CreateMessageResult>;
  /** The folders that servers may work in (MCP, client/roots). */
  roots(): Promise<Root[]>;
}

/** What a client that has {@linkcode Answers} declares; of elicitation only forms, for there is nobody to open a page. */
export const ANSWERING: ClientCapabilities = { elicitation: { form: {} }, sampling: {}, roots: {} };

/** Has the server's questions answered, over every revision: the SDK brings those of results without a handshake here too. */
export function answerWith(answers: Answers, client: Client): void {
  client.setRequestHandler("elicitation/create", ({ params }) => {
    return params.mode === "url" ? { action: "decline" } : answers.elicit(params);
  });
  client.setRequestHandler("sampling/createMessage", ({ params }) => answers.sample(params));
  client.setRequestHandler("roots/list", async () => ({ roots: await answers.roots() }));
}
