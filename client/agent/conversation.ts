import type { ModelMessage, ToolResultPart } from "ai";
import { formatNotice } from "./instructions.ts";

/** Shorter results are kept, in UTF-16 code units: dropping them would save nothing. */
const MIN_DROPPED_LENGTH = 300;
/** Replaces a dropped result. */
const DROPPED_RESULT = formatNotice("This result was dropped to save space. Call the tool again if you need it.");

/** The messages between the program and the model, in order. */
export class Conversation {
  readonly #messages: ModelMessage[] = [];

  get messages(): readonly ModelMessage[] {
    return this.#messages;
  }

  addUserMessage(text: string): void {
    this.#messages.push({ role: "user", content: text });
  }

  addModelMessages(messages: readonly ModelMessage[]): void {
    this.#messages.push(...messages);
  }

  addToolResults(results: readonly ToolResultPart[]): void {
    if (results.length > 0) this.#messages.push({ role: "tool", content: [...results] });
  }

  /**
   * Drops the older half of the long tool results, but never the latest.
   *
   * @returns True if any result was dropped.
   */
  dropOldResults(): boolean {
    const long = this.#messages.flatMap(({ role }, index) => role === "tool" && this.#isLong(index) ? [index] : []);
    const older = long.slice(0, Math.min(Math.ceil(long.length / 2), long.length - 1));
    for (const index of older) this.#messages[index] = dropResults(this.#messages[index]!);
    return older.length > 0;
  }

  #isLong(index: number): boolean {
    return getResults(this.#messages[index]!).some(({ output }) => getText(output).length > MIN_DROPPED_LENGTH);
  }
}

function dropResults(message: ModelMessage): ModelMessage {
  return {
    role: "tool",
    content: getResults(message).map((result) => ({ ...result, output: { type: "text", value: DROPPED_RESULT } })),
  };
}

function getResults({ content }: ModelMessage): ToolResultPart[] {
  return (content as ToolResultPart[]).filter(({ type }) => type === "tool-result");
}

function getText(output: ToolResultPart["output"]): string {
  return output.type === "text" || output.type === "error-text" ? output.value : "";
}
