/** The messages that a server writes, a line each: counted by their ends, and told apart by their first bytes. */

const NEWLINE = 0x0a;

/** Of longer messages only the beginning is kept: they are answers, and failures are short. */
const MAX_KEPT_BYTES = 16 * 1024;

export type Message =
  | { kind: "answer" }
  | { kind: "failure"; text: string }
  /** What the server asks of the host. */
  | { kind: "question"; id: number | string; method: string }
  | { kind: "notification" };

/** Splits what comes in into messages, however the pipe cut it. Parsing or copying every answer would take longer than making it. */
export class MessageSplitter {
  #beginning = new Uint8Array();

  /** The messages that are complete with `chunk`, which may be written over afterwards. */
  push(chunk: Uint8Array): Message[] {
    const messages: Message[] = [];
    let from = 0;
    for (let end = chunk.indexOf(NEWLINE); end !== -1; end = chunk.indexOf(NEWLINE, from)) {
      messages.push(classifyMessage(this.#with(chunk.subarray(from, end))));
      this.#beginning = new Uint8Array();
      from = end + 1;
    }
    this.#beginning = this.#with(chunk.subarray(from)).slice();
    return messages;
  }

  /** What is kept of the message, and of its next bytes. */
  #with(bytes: Uint8Array): Uint8Array {
    const kept = this.#beginning;
    if (kept.length === 0) return bytes.subarray(0, MAX_KEPT_BYTES);
    const joined = new Uint8Array(Math.min(MAX_KEPT_BYTES, kept.length + bytes.length));
    joined.set(kept);
    joined.set(bytes.subarray(0, joined.length - kept.length), kept.length);
    return joined;
  }
}

/** Of an answer no more is looked at: a failure says so at once. */
const MAX_INSPECTED_BYTES = 4 * 1024;

/** A tool's failure, and the one of the article's tools, inside of a text or not. */
const FAILURE = /"isError":true|\\?"success\\?": ?false/;

const RESULT: Message = { kind: "answer" };
const decoder = new TextDecoder();

/** Tells what a message is, by JSON-RPC 2.0 and MCP's `isError`. */
export function classifyMessage(bytes: Uint8Array): Message {
  const beginning = decoder.decode(bytes.length > MAX_INSPECTED_BYTES ? bytes.subarray(0, MAX_INSPECTED_BYTES) : bytes);
  const own = getOwnMembers(beginning);
  if (own.includes('"method":')) return parseServerMessage(decoder.decode(bytes));
  return own.includes('"error":') || FAILURE.test(beginning) ? { kind: "failure", text: beginning } : RESULT;
}

/** The message up to its first inner object: what comes later of its own members is never what tells its kind. */
function getOwnMembers(message: string): string {
  return message.slice(1, message.indexOf("{", 1) + 1 || undefined);
}

function parseServerMessage(text: string): Message {
  const { id, method } = JSON.parse(text) as { id?: number | string; method: string };
  return id === undefined ? { kind: "notification" } : { kind: "question", id, method };
}
