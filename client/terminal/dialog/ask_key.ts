/** Questions that are answered with one key. */

import type { Readable, Writable } from "node:stream";

/** The time after Escape in which the rest of an escape sequence may arrive, in milliseconds. */
const SEQUENCE_TIMEOUT = 50;
const ESCAPE = "\x1b";

export interface KeyPromptOptions {
  /** The keys that answer the question, in lower case. */
  keys: readonly string[];
  input: Readable;
  output: Writable;
  /** The question and its options, as lines that fit on the screen. */
  question: readonly string[];
  /** Formats the lines that replace the question; null for Escape. */
  formatAnswer(key: string | null): readonly string[];
  /** Aborted to end the question without an answer. */
  signal: AbortSignal;
}

/**
 * Draws a question, and waits for one of its keys. All other keys, Enter too, do nothing and draw nothing.
 *
 * @returns The key; null for Escape, or if the question was ended.
 */
export async function askKey(options: KeyPromptOptions): Promise<string | null> {
  const { output, question, formatAnswer, signal } = options;
  output.write(question.join("\n") + "\n");
  const key = await waitForKey(options);
  if (!signal.aborted) output.write(`\x1b[${question.length}A\x1b[J` + formatAnswer(key).join("\n") + "\n");
  return key;
}

async function waitForKey({ keys, input, signal }: KeyPromptOptions): Promise<string | null> {
  const { promise, resolve } = Promise.withResolvers<string | null>();
  let escape: ReturnType<typeof setTimeout> | undefined;
  const receive = (bytes: Uint8Array) => {
    const text = new TextDecoder().decode(bytes);
    const continuesSequence = escape !== undefined;
    clearTimeout(escape);
    escape = undefined;
    if (text === ESCAPE) escape = setTimeout(() => resolve(null), SEQUENCE_TIMEOUT);
    if (continuesSequence || text.startsWith(ESCAPE)) return; // an arrow key, for example
    const key = text.toLowerCase().split("").find((letter) => keys.includes(letter));
    if (key !== undefined) resolve(key);
  };
  const end = () => resolve(null);
  signal.addEventListener("abort", end);
  if (signal.aborted) end();
  input.on("data", receive);
  try {
    return await promise;
  } finally {
    input.off("data", receive);
    input.pause();
    signal.removeEventListener("abort", end);
    clearTimeout(escape);
  }
}
