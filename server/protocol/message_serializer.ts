/** Messages as JSON, where a long text is turned into JSON once. */

/** Below this it costs less to do it again. In UTF-16 code units. */
const MIN_CACHED_LENGTH = 4096;

/** Stands for the long text in a message; nobody outside knows it, so it stands nowhere else. */
const PLACEHOLDER = crypto.randomUUID();

/**
 * Writes messages as JSON. The list of open tickets, which all agents read and which is the same until something changes,
 * is 20 KB: its JSON is kept, so that an answer with it leaves next to nothing for the collector.
 */
export class MessageSerializer {
  #long = "";
  #json = "";

  /** The message's JSON, in pieces that belong together. */
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

/** The text of an answer with one resource, if it is long. */
function findLongText(message: unknown): string | undefined {
  const { result } = message as { result?: { contents?: { text?: unknown }[] } };
  const text = result?.contents?.length === 1 ? result.contents[0]?.text : undefined;
  return typeof text === "string" && text.length >= MIN_CACHED_LENGTH ? text : undefined;
}
