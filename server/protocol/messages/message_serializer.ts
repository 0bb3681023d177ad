/** Messages as JSON. Long texts are serialized once. */

/** Shorter texts are cheaper to serialize again. In UTF-16 code units. */
const MIN_CACHED_LENGTH = 4096;

/** Replaces the long text in a message. It is random, so no text contains it. */
const PLACEHOLDER = crypto.randomUUID();

/**
 * Serializes messages. The list of open tickets has 20 KB, is read by all agents, and stays the same until something
 * changes: its JSON is kept, so that a response with it leaves little garbage.
 */
export class MessageSerializer {
  #long = "";
  #json = "";

  /** Serializes a message. The pieces must be written together, in order. */
  serialize(message: unknown): readonly string[] {
    const text = findLongText(message);
    if (text === undefined) return [JSON.stringify(message)];
    if (text !== this.#long) {
      this.#long = text;
      this.#json = JSON.stringify(text);
    }
    const around = JSON.stringify(message, (_name, value) => value === text ? PLACEHOLDER : value).split(
      `"${PLACEHOLDER}"`,
    );
    return around.flatMap((piece, index) => index === 0 ? [piece] : [this.#json, piece]);
  }
}

/** Finds the text of a response with one resource, if it is long. */
function findLongText(message: unknown): string | undefined {
  const { result } = message as { result?: { contents?: { text?: unknown }[] } };
  const text = result?.contents?.length === 1 ? result.contents[0]?.text : undefined;
  return typeof text === "string" && text.length >= MIN_CACHED_LENGTH ? text : undefined;
}
