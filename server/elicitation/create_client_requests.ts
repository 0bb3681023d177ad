/** What both ways of asking share: reading the answers that come from a client, and keeping them for the history. */

import type { Root } from "@modelcontextprotocol/server";
import type { RequestOutcome, RequestRecord } from "../../store/mod.ts";
import type { Caller } from "../protocol/caller.ts";
import type {
  ApprovalRequest,
  ClientRequests,
  FormRequest,
  FormResult,
  SamplingRequest,
  SamplingResult,
} from "./client_requests.ts";
import { createChoice, type FormFields, type FormValues, readForm, toRequestedSchema } from "./form.ts";

/** A question as the protocol carries it: the method and parameters of a request to the client. */
export interface ClientRequest {
  method: "elicitation/create" | "sampling/createMessage" | "roots/list";
  params?: Record<string, unknown>;
}

/** Asks the client; null when it couldn't answer. Ends the handler where the answer comes with a later call. */
export type SendClientRequest = (key: string, question: ClientRequest) => Promise<Record<string, unknown> | null>;

/** Makes the questions of one call out of a way to ask the client. */
export function createClientRequests(
  caller: Caller,
  askClient: SendClientRequest,
  unattended: boolean,
): ClientRequests {
  const answers: RequestRecord[] = [];
  return {
    records: answers,
    async elicit(question) {
      const answer = caller.canElicit ? await elicitForm(question, caller, askClient) : NOT_POSSIBLE;
      answers.push({ asked: "person", question: question.message, outcome: answer.outcome });
      return answer;
    },
    async requestApproval(approval) {
      const outcome = caller.canElicit ? await elicitApproval(approval, caller, askClient) : "not_possible";
      const taken = outcome === "not_possible" && unattended ? "unattended" : outcome;
      answers.push({ asked: "person", question: approval.message, outcome: taken });
      return taken;
    },
    async sample(question) {
      const answer = caller.canSample ? await sampleText(question, askClient) : NOT_POSSIBLE;
      answers.push({ asked: "model", question: question.prompt, outcome: answer.outcome });
      return answer;
    },
    async listRoots() {
      if (!caller.hasRoots) return null;
      const result = await askClient("roots", { method: "roots/list" });
      return result === null ? null : readRoots(result);
    },
  };
}

const NOT_POSSIBLE = { outcome: "not_possible" } as const;

async function elicitForm<F extends FormFields>(
  { key, message, fields }: FormRequest<F>,
  { revision }: Caller,
  askClient: SendClientRequest,
): Promise<FormResult<FormValues<F>>> {
  const result = await askClient(key, {
    method: "elicitation/create",
    params: { mode: "form", message, requestedSchema: toRequestedSchema(fields, revision) },
  });
  if (result === null) return NOT_POSSIBLE;
  if (result.action === "cancel") return { outcome: "cancelled" };
  const value = result.action === "accept" ? readForm(fields, result.content) : undefined;
  return value === undefined ? { outcome: "declined" } : { outcome: "accepted", value };
}

async function elicitApproval(
  { key, message, acceptLabel: yes }: ApprovalRequest,
  caller: Caller,
  askClient: SendClientRequest,
): Promise<Exclude<RequestOutcome, "unattended">> {
  const fields = { decision: createChoice("Decision", { yes, no: "No, change nothing" }) };
  const answer = await elicitForm({ key, message, fields }, caller, askClient);
  return answer.outcome === "accepted" && answer.value.decision === "no" ? "declined" : answer.outcome;
}

async function sampleText(
  { key, prompt, maxTokens }: SamplingRequest,
  askClient: SendClientRequest,
): Promise<SamplingResult> {
  const result = await askClient(key, {
    method: "sampling/createMessage",
    params: { messages: [{ role: "user", content: { type: "text", text: prompt } }], maxTokens },
  });
  const text = result === null ? "" : readSampledText(result.content);
  return text === "" ? NOT_POSSIBLE : { outcome: "accepted", text };
}

/** The text of a sampling result, whose content is one block or several. */
function readSampledText(content: unknown): string {
  const blocks = (Array.isArray(content) ? content : [content]) as { type?: string; text?: unknown }[];
  return blocks.map((block) => block?.type === "text" ? String(block.text) : "").join("").trim();
}

function readRoots(result: Record<string, unknown>): Root[] {
  const roots = Array.isArray(result.roots) ? result.roots as Root[] : [];
  return roots.filter((root) => typeof root?.uri === "string");
}
