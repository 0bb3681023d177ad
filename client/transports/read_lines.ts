/**
 * Reads a stream of UTF-8 text line by line; a last line without an end is none.
 *
 * @param stream What to read, to its end.
 * @param onLine Gets each line, without its end.
 * @param limit The longest line that is taken, in UTF-16 code units.
 * @param signal Ends the reading, which then rejects with its reason.
 * @throws {RangeError} When a line is longer; the stream is cancelled.
 */
export function readLines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onLine: (line: string) => void,
  limit: number,
  signal: AbortSignal,
): Promise<void> {
  let begun: string[] = []; // the pieces of a line without an end yet: joining them at each chunk would be quadratic
  let length = 0;
  const add = (piece: string) => {
    begun.push(piece);
    length += piece.length;
    if (length > limit) throw new RangeError(`a line is longer than ${limit} characters`);
  };
  const end = () => {
    onLine(begun.join("").replace(/\r$/, ""));
    begun = [];
    length = 0;
  };
  const write = (text: string) => {
    const [rest, ...next] = text.split("\n");
    add(rest!);
    for (const piece of next) {
      end();
      add(piece);
    }
  };
  return stream.pipeThrough(new TextDecoderStream()).pipeTo(new WritableStream({ write }), { signal });
}
