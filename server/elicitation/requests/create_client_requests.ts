/** Client requests independent of the protocol era: their parameters, their results, and their records. */

import type { Root } from "@modelcontextprotocol/server";
import type { ApprovalAnswer, RequestRecord } from "../../../store/mod.ts";
import {
  type ApprovalRequest,
  type ClientRequests,
  formatQuestion,
  type FormRequest,
  type FormResult,
  type SamplingRequest,
  type SamplingResult,
} from "./client_requests.ts";
import { createChoice, type FormFields, type FormValues, readForm, toRequestedSchema } from "./form.ts";

/** The capabilities and the protocol revision of the client. */
export interface ClientAbilities {
  readonly revision: string;
  readonly canElicit: boolean;
  readonly canSample: boolean;
  readonly hasRoots: boolean;
}

/** A request to the client, as the protocol carries it. */
export interface ClientRequest {
  method: "elicitation/create" | "sampling/createMessage" | "roots/list";
  params?: Record<string, unknown>;
}

/**
 * Sends a request to the client.
 *
 * @returns The result, or null if the request failed.
 * @throws {InputRequiredError} If the response comes with a later call.
 */
export type SendClientRequest = (key: string, request: ClientRequest) => Promise<Record<string, unknown> | null>;

/**
 * Makes an answer final, where a client can answer a question again.
 *
 * @param key Identifies the question within its call.
 * @returns The first answer to the question.
 */
export type SettleAnswer = (key: string, answer: ApprovalAnswer) => Promise<ApprovalAnswer>;

/**
 * Creates the client requests of one call.
 *
 * @param unattended Approves every change, and asks no one anything.
 */
export function createClientRequests(
  client: ClientAbilities,
  send: SendClientRequest,
  unattended: boolean,
  settle?: SettleAnswer,
): ClientRequests {
  const records: RequestRecord[] = [];
  return {
    records,
    async elicit(request) {
      const result = client.canElicit && !unattended ? await elicitForm(request, client, send) : NOT_POSSIBLE;
      records.push({ asked: "person", question: request.message, outcome: unattended ? "unattended" : result.outcome });
      return result;
    },
    async requestApproval(request) {
      const decision = unattended ? UNATTENDED : await decideByElicitation(request, client, send, settle);
      records.push({ asked: "person", question: formatQuestion(request), ...decision });
      return decision.outcome;
    },
    async sample(request) {
      const result = client.canSample ? await sampleText(request, send) : NOT_POSSIBLE;
      records.push({ asked: "model", question: request.prompt, outcome: result.outcome });
      return result;
    },
    async listRoots() {
      if (!client.hasRoots) return null;
      const result = await send("roots", { method: "roots/list" });
      return result === null ? null : readRoots(result);
    },
  };
}

const NOT_POSSIBLE = { outcome: "not_possible" } as const;
const UNATTENDED = { outcome: "unattended" } as const;

async function elicitForm<Fields extends FormFields>(
  { key, message, fields }: FormRequest<Fields>,
  { revision }: ClientAbilities,
  send: SendClientRequest,
): Promise<FormResult<FormValues<Fields>>> {
  const result = await send(key, {
    method: "elicitation/create",
    params: { mode: "form", message, requestedSchema: toRequestedSchema(fields, revision) },
  });
  if (result === null) return NOT_POSSIBLE;
  if (result.action === "cancel") return { outcome: "cancelled" };
  const value = result.action === "accept" ? readForm(fields, result.content) : undefined;
  return value === undefined ? { outcome: "declined" } : { outcome: "accepted", value };
}

async function decideByElicitation(
  request: ApprovalRequest,
  client: ClientAbilities,
  send: SendClientRequest,
  settle: SettleAnswer | undefined,
): Promise<Pick<RequestRecord, "outcome" | "via">> {
  if (!client.canElicit) return NOT_POSSIBLE;
  const answer = await elicitApproval(request, client, send);
  return { outcome: await settle?.(request.key, answer) ?? answer, via: "elicitation" };
}

async function elicitApproval(
  request: ApprovalRequest,
  client: ClientAbilities,
  send: SendClientRequest,
): Promise<ApprovalAnswer> {
  // Some hosts preselect the first choice, so that is not the approval.
  const fields = { decision: createChoice("Decision", { no: "No, change nothing", yes: request.acceptLabel }) };
  const form = { key: request.key, message: formatQuestion(request), fields };
  const result = await elicitForm(form, client, send);
  if (result.outcome === "accepted") return result.value.decision === "yes" ? "accepted" : "rejected";
  // Some hosts report a person's refusal as an error of the request.
  return result.outcome === "not_possible" ? "declined" : result.outcome;
}

async function sampleText(
  { key, prompt, maxTokens }: SamplingRequest,
  send: SendClientRequest,
): Promise<SamplingResult> {
  const result = await send(key, {
    method: "sampling/createMessage",
    params: { messages: [{ role: "user", content: { type: "text", text: prompt } }], maxTokens },
  });
  const text = result === null ? "" : readSampledText(result.content);
  return text === "" ? NOT_POSSIBLE : { outcome: "accepted", text };
}

/** Reads the text of a sampling result. Its content is one block, or several. */
function readSampledText(content: unknown): string {
  const blocks = (Array.isArray(content) ? content : [content]) as { type?: string; text?: unknown }[];
  return blocks.map((block) => block?.type === "text" ? String(block.text) : "").join("").trim();
}

function readRoots(result: Record<string, unknown>): Root[] {
  const roots = Array.isArray(result.roots) ? result.roots as Root[] : [];
  return roots.filter((root) => typeof root?.uri === "string");
}
