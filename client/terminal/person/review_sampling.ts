/** Has a person look at what a server asks of the model, and at the model's answer (MCP, client/sampling). */

import type { CreateMessageRequestParams, CreateMessageResult } from "@modelcontextprotocol/client";
import { formatTranscript, listTextParts, type TextPart } from "./sampling_texts.ts";
import { type Dialog, type Excerpt, type Option, toExcerpt } from "../dialog/mod.ts";

/** What becomes of a request: the model gets it, as it was or changed; the person answers it; nobody does. */
export type RequestReview =
  | { to: "model"; conversation: CreateMessageRequestParams; always: boolean }
  | { to: "person"; text: string }
  | { to: "nobody" };

/**
 * Shows a request before it goes to the model.
 *
 * @param server Its name, as people know it.
 */
export async function reviewRequest(
  conversation: CreateMessageRequestParams,
  server: string,
  prompts: Dialog,
): Promise<RequestReview> {
  let current = conversation;
  for (let full = false;;) {
    const transcript = formatTranscript(current);
    const excerpt: Excerpt = full ? { text: transcript, isComplete: true } : toExcerpt(transcript);
    prompts.show(`${server} asks the model (for ${current.maxTokens} tokens at most)`, excerpt.text);
    const key = await prompts.ask({
      kind: "key",
      message: "Send it to the model?",
      options: listOptions(excerpt.isComplete),
    });
    full = key === "v";
    if (key === "s" || key === "t") return { to: "model", conversation: current, always: key === "t" };
    if (key === "e") current = await edit(current, prompts);
    if (key === "w") {
      const text = await write("", prompts);
      if (text !== null) return { to: "person", text };
    }
    if (key === "r" || key === null) return { to: "nobody" };
  }
}

function listOptions(whole: boolean): Option[] {
  return [
    { value: "s", label: "Send", hint: "and see the answer before the server does" },
    { value: "e", label: "Edit", hint: "change it first" },
    { value: "w", label: "Write", hint: "answer it yourself, without the model" },
    { value: "r", label: "Refuse", hint: "the server learns that you did" },
    { value: "t", label: "Trust it", hint: "send what this server asks, and the answers, unseen until the run ends" },
    ...whole ? [] : [{ value: "v", label: "View", hint: "see it as a whole" }],
  ];
}

/**
 * Shows an answer before it goes to the server.
 *
 * @returns The answer, as it was or changed; null when the server is to get none.
 */
export async function reviewResult(
  result: CreateMessageResult,
  server: string,
  prompts: Dialog,
): Promise<CreateMessageResult | null> {
  let current = result;
  for (let full = false;;) {
    const text = current.content.type === "text" ? current.content.text : `[${current.content.type}]`;
    const excerpt: Excerpt = full ? { text, isComplete: true } : toExcerpt(text);
    prompts.show(`${current.model} answers`, excerpt.text);
    const key = await prompts.ask({
      kind: "key",
      message: `Send this answer to ${server}?`,
      options: [
        { value: "s", label: "Send" },
        ...current.content.type === "text" ? [{ value: "e", label: "Edit", hint: "change it first" }] : [],
        { value: "r", label: "Refuse", hint: "the server gets no answer" },
        ...excerpt.isComplete ? [] : [{ value: "v", label: "View", hint: "see it as a whole" }],
      ],
    });
    full = key === "v";
    if (key === "s") return current;
    if (key === "r" || key === null) return null;
    if (key === "e") {
      const changed = await write(text, prompts);
      if (changed !== null) current = { ...current, content: { type: "text", text: changed } };
    }
  }
}

async function edit(conversation: CreateMessageRequestParams, prompts: Dialog): Promise<CreateMessageRequestParams> {
  const part = await choosePart(listTextParts(conversation), prompts);
  if (part === undefined) return conversation;
  const text = await prompts.ask({ kind: "text", message: part.label, initial: part.text });
  return text === null ? conversation : part.replaceText(text);
}

async function choosePart(parts: readonly TextPart[], prompts: Dialog): Promise<TextPart | undefined> {
  if (parts.length < 2) return parts[0];
  const options = parts.map(({ label, text }, index) => ({
    value: String(index),
    label,
    hint: text.slice(0, 60),
  }));
  const index = await prompts.ask({ kind: "choice", message: "What do you want to change?", options });
  return index === null ? undefined : parts[Number(index)];
}

async function write(initial: string, prompts: Dialog): Promise<string | null> {
  return await prompts.ask({
    kind: "text",
    message: "The answer",
    initial,
    problem: (text) => text.trim() === "" ? "Write an answer, or press Escape" : undefined,
  });
}
