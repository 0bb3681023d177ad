/** The messages of a server, one per line: counted by line ends, and classified by their first bytes. */

const NEWLINE = 0x0a;

/** Only the start of longer messages is kept: they are responses, and failures are short. */
const MAX_KEPT_BYTES = 16 * 1024;

export type Message =
  | { kind: "answer" }
  | { kind: "failure"; text: string }
  /** A request from the server to the host. */
  | { kind: "question"; id: number | string; method: string }
  | { kind: "notification" };

/**
 * Splits input into messages, regardless of chunks. Parsing or copying each response would take longer than creating
 * it.
 */
export class MessageSplitter {
  #beginning = new Uint8Array();

  /** Returns the messages that `chunk` completes. `chunk` can be overwritten afterwards. */
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

  /** Appends the next bytes to the kept part of the message. */
  #with(bytes: Uint8Array): Uint8Array {
    const kept = this.#beginning;
    if (kept.length === 0) return bytes.subarray(0, MAX_KEPT_BYTES);
    const joined = new Uint8Array(Math.min(MAX_KEPT_BYTES, kept.length + bytes.length));
    joined.set(kept);
    joined.set(bytes.subarray(0, joined.length - kept.length), kept.length);
    return joined;
  }
}

/** The part of a response that is scanned for failures, which appear at its start. */
const MAX_INSPECTED_BYTES = 4 * 1024;

/** A tool's failure, and that of the article's tools, inside a text or not. */
const FAILURE = /"isError":true|\\?"success\\?": ?false/;

const RESULT: Message = { kind: "answer" };
const decoder = new TextDecoder();

/** Classifies a message by JSON-RPC 2.0 and MCP's `isError`. */
export function classifyMessage(bytes: Uint8Array): Message {
  const beginning = decoder.decode(bytes.length > MAX_INSPECTED_BYTES ? bytes.subarray(0, MAX_INSPECTED_BYTES) : bytes);
  const own = getOwnMembers(beginning);
  if (own.includes('"method":')) return parseServerMessage(decoder.decode(bytes));
  return own.includes('"error":') || FAILURE.test(beginning) ? { kind: "failure", text: beginning } : RESULT;
}

/** Returns the message up to its first nested object: later members never determine its kind. */
function getOwnMembers(message: string): string {
  return message.slice(1, message.indexOf("{", 1) + 1 || undefined);
}

function parseServerMessage(text: string): Message {
  const { id, method } = JSON.parse(text) as { id?: number | string; method: string };
  return id === undefined ? { kind: "notification" } : { kind: "question", id, method };
}
