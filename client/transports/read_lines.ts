/**
 * Reads a stream of UTF-8 text line by line. An unterminated last line is ignored.
 *
 * @param stream The stream, which is read to its end.
 * @param onLine Receives each line without its line ending.
 * @param limit The maximum line length, in UTF-16 code units.
 * @param signal Stops reading when aborted; the promise then rejects with the signal's reason.
 * @throws {RangeError} If a line is longer than `limit`. The stream is then cancelled.
 */
export function readLines(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  onLine: (line: string) => void,
  limit: number,
  signal: AbortSignal,
): Promise<void> {
  let pieces: string[] = []; // of the current line; concatenating them for each chunk would be quadratic
  let length = 0;
  const add = (piece: string) => {
    pieces.push(piece);
    length += piece.length;
    if (length > limit) throw new RangeError(`a line is longer than ${limit} characters`);
  };
  const end = () => {
    onLine(pieces.join("").replace(/\r$/, ""));
    pieces = [];
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
