/** What both ways of asking share: reading the answers that come from a client, and keeping them for the history. */

import type { Root } from "@modelcontextprotocol/server";
import type { Answer, Outcome } from "../../store/mod.ts";
import type { Caller } from "../caller.ts";
import type { Approval, Ask, FormQuestion, ModelAnswer, ModelQuestion, PersonAnswer } from "./ask.ts";
import { choice, type Fields, readForm, requestedSchema, type Values } from "./form.ts";

/** A question as the protocol carries it: the method and parameters of a request to the client. */
export interface ClientQuestion {
  method: "elicitation/create" | "sampling/createMessage" | "roots/list";
  params?: Record<string, unknown>;
}

/** Asks the client; null when it couldn't answer. Ends the handler where the answer comes with a later call. */
export type AskClient = (key: string, question: ClientQuestion) => Promise<Record<string, unknown> | null>;

/** Makes the questions of one call out of a way to ask the client. */
export function asking(caller: Caller, askClient: AskClient, unattended: boolean): Ask {
  const answers: Answer[] = [];
  return {
    answers,
    async person(question) {
      const answer = caller.canElicit ? await askPerson(question, caller, askClient) : notPossible;
      answers.push({ asked: "person", question: question.message, outcome: answer.outcome });
      return answer;
    },
    async approve(approval) {
      const outcome = caller.canElicit ? await askApproval(approval, caller, askClient) : "not_possible";
      const taken = outcome === "not_possible" && unattended ? "unattended" : outcome;
      answers.push({ asked: "person", question: approval.message, outcome: taken });
      return taken;
    },
    async model(question) {
      const answer = caller.canSample ? await askModel(question, askClient) : notPossible;
      answers.push({ asked: "model", question: question.prompt, outcome: answer.outcome });
      return answer;
    },
    async roots() {
      if (!caller.hasRoots) return null;
      const result = await askClient("roots", { method: "roots/list" });
      return result === null ? null : readRoots(result);
    },
  };
}

const notPossible = { outcome: "not_possible" } as const;

async function askPerson<F extends Fields>(
  { key, message, fields }: FormQuestion<F>,
  { revision }: Caller,
  askClient: AskClient,
): Promise<PersonAnswer<Values<F>>> {
  const result = await askClient(key, {
    method: "elicitation/create",
    params: { mode: "form", message, requestedSchema: requestedSchema(fields, revision) },
  });
  if (result === null) return notPossible;
  if (result.action === "cancel") return { outcome: "cancelled" };
  const value = result.action === "accept" ? readForm(fields, result.content) : undefined;
  return value === undefined ? { outcome: "declined" } : { outcome: "accepted", value };
}

async function askApproval(
  { key, message, yes }: Approval,
  caller: Caller,
  askClient: AskClient,
): Promise<Exclude<Outcome, "unattended">> {
  const fields = { decision: choice("Decision", { yes, no: "No, change nothing" }) };
  const answer = await askPerson({ key, message, fields }, caller, askClient);
  return answer.outcome === "accepted" && answer.value.decision === "no" ? "declined" : answer.outcome;
}

async function askModel({ key, prompt, maxTokens }: ModelQuestion, askClient: AskClient): Promise<ModelAnswer> {
  const result = await askClient(key, {
    method: "sampling/createMessage",
    params: { messages: [{ role: "user", content: { type: "text", text: prompt } }], maxTokens },
  });
  const text = result === null ? "" : textOf(result.content);
  return text === "" ? notPossible : { outcome: "accepted", text };
}

/** The text of a sampling result, whose content is one block or several. */
function textOf(content: unknown): string {
  const blocks = (Array.isArray(content) ? content : [content]) as { type?: string; text?: unknown }[];
  return blocks.map((block) => block?.type === "text" ? String(block.text) : "").join("").trim();
}

function readRoots(result: Record<string, unknown>): Root[] {
  const roots = Array.isArray(result.roots) ? result.roots as Root[] : [];
  return roots.filter((root) => typeof root?.uri === "string");
}
