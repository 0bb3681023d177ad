/** Messages as JSON, where a long text is turned into JSON once. */

/** Below this it costs less to do it again. In UTF-16 code units. */
const LONG = 4096;

/** Stands for the long text in a message; nobody outside knows it, so it stands nowhere else. */
const MARK = crypto.randomUUID();

/**
 * Writes messages as JSON. The list of open tickets, which all agents read and which is the same until something changes,
 * is 20 KB: its JSON is kept, so that an answer with it leaves next to nothing for the collector.
 */
export class MessageText {
  #long = "";
  #json = "";

  /** The message's JSON, in pieces that belong together. */
  of(message: unknown): readonly string[] {
    const text = longTextIn(message);
    if (text === undefined) return [JSON.stringify(message)];
    if (text !== this.#long) {
      this.#long = text;
      this.#json = JSON.stringify(text);
    }
    const around = JSON.stringify(message, (_name, value) => value === text ? MARK : value).split(`"${MARK}"`);
    return around.flatMap((piece, index) => index === 0 ? [piece] : [this.#json, piece]);
  }
}

/** The text of an answer with one resource, if it is long. */
function longTextIn(message: unknown): string | undefined {
  const { result } = message as { result?: { contents?: { text?: unknown }[] } };
  const text = result?.contents?.length === 1 ? result.contents[0]?.text : undefined;
  return typeof text === "string" && text.length >= LONG ? text : undefined;
}
