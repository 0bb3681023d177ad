/**
 * A result that is JSON text already, so that a response with it is neither parsed nor serialized. See
 * {@linkcode MessageSerializer}.
 */
export class JsonResult {
  [member: string]: unknown;

  /** @param json A JSON object. */
  constructor(readonly json: string) {}

  /** Parses the text, for those who serialize a response in another way. */
  toJSON(): unknown {
    return JSON.parse(this.json);
  }
}
