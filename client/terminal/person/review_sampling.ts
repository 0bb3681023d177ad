/** Lets a person review sampling requests and their results (MCP, client/sampling). */

import type { CreateMessageRequestParams, CreateMessageResult } from "@modelcontextprotocol/client";
import { formatTranscript, listTextParts, type TextPart } from "./sampling_texts.ts";
import { type Dialog, type Excerpt, type Option, toExcerpt } from "../dialog/mod.ts";

/** The decision on a request: send it to the model, perhaps edited; write the result by hand; or refuse it. */
export type RequestReview =
  | { to: "model"; conversation: CreateMessageRequestParams; always: boolean }
  | { to: "person"; text: string }
  | { to: "none" };

/**
 * Shows a request before it is sent to the model.
 *
 * @param server The server's name, as people know it.
 */
export async function reviewRequest(
  conversation: CreateMessageRequestParams,
  server: string,
  dialog: Dialog,
): Promise<RequestReview> {
  let current = conversation;
  for (let full = false;;) {
    const transcript = formatTranscript(current);
    const excerpt: Excerpt = full ? { text: transcript, isComplete: true } : toExcerpt(transcript);
    dialog.show(`${server} requests a completion (at most ${current.maxTokens} tokens)`, excerpt.text);
    const key = await dialog.ask({
      kind: "key",
      message: "Send this request to the model?",
      options: listOptions(excerpt.isComplete),
    });
    full = key === "v";
    if (key === "s" || key === "t") return { to: "model", conversation: current, always: key === "t" };
    if (key === "e") current = await edit(current, dialog);
    if (key === "w") {
      const text = await write("", dialog);
      if (text !== null) return { to: "person", text };
    }
    if (key === "r" || key === null) return { to: "none" };
  }
}

function listOptions(whole: boolean): Option[] {
  return [
    { value: "s", label: "Send", hint: "and review the result" },
    { value: "e", label: "Edit", hint: "change it first" },
    { value: "w", label: "Write", hint: "write the result yourself" },
    { value: "r", label: "Refuse", hint: "the server gets an error" },
    {
      value: "t",
      label: "Trust",
      hint: "send this server's requests, and the results, without review until the run ends",
    },
    ...whole ? [] : [{ value: "v", label: "View", hint: "show it in full" }],
  ];
}

/**
 * Shows a result before it is sent to the server.
 *
 * @returns The result, perhaps edited; null if the person refuses to send it.
 */
export async function reviewResult(
  result: CreateMessageResult,
  server: string,
  dialog: Dialog,
): Promise<CreateMessageResult | null> {
  let current = result;
  for (let full = false;;) {
    const text = current.content.type === "text" ? current.content.text : `[${current.content.type}]`;
    const excerpt: Excerpt = full ? { text, isComplete: true } : toExcerpt(text);
    dialog.show(`Result from ${current.model}`, excerpt.text);
    const key = await dialog.ask({
      kind: "key",
      message: `Send this result to ${server}?`,
      options: [
        { value: "s", label: "Send" },
        ...current.content.type === "text" ? [{ value: "e", label: "Edit", hint: "change it first" }] : [],
        { value: "r", label: "Refuse", hint: "the server gets an error" },
        ...excerpt.isComplete ? [] : [{ value: "v", label: "View", hint: "see it as a whole" }],
      ],
    });
    full = key === "v";
    if (key === "s") return current;
    if (key === "r" || key === null) return null;
    if (key === "e") {
      const changed = await write(text, dialog);
      if (changed !== null) current = { ...current, content: { type: "text", text: changed } };
    }
  }
}

async function edit(conversation: CreateMessageRequestParams, dialog: Dialog): Promise<CreateMessageRequestParams> {
  const part = await choosePart(listTextParts(conversation), dialog);
  if (part === undefined) return conversation;
  const text = await dialog.ask({ kind: "text", message: part.label, initial: part.text });
  return text === null ? conversation : part.replaceText(text);
}

async function choosePart(parts: readonly TextPart[], dialog: Dialog): Promise<TextPart | undefined> {
  if (parts.length < 2) return parts[0];
  const options = parts.map(({ label, text }, index) => ({
    value: String(index),
    label,
    hint: text.slice(0, 60),
  }));
  const index = await dialog.ask({ kind: "choice", message: "Which text do you want to change?", options });
  return index === null ? undefined : parts[Number(index)];
}

async function write(initial: string, dialog: Dialog): Promise<string | null> {
  return await dialog.ask({
    kind: "text",
    message: "Result",
    initial,
    problem: (text) => text.trim() === "" ? "Enter a text, or press Escape" : undefined,
  });
}
