/** The second script of the page. The build exports what it needs from the first one (`app/build/join_scripts.ts`). */

/**
 * The reason why the second script is missing. `offline`: it was not received; `version`: the server has another version than the page;
 * `refused`: the place of the page runs no further script.
 */
export type PartFailure = "offline" | "version" | "refused";

/** The second script is missing. */
export class PartError extends Error {
  override name = "PartError";
  constructor(readonly failure: PartFailure, options?: ErrorOptions) {
    super(failure, options);
  }
}

/** The members that both scripts share. */
interface Shared {
  /** The exports of the second script. */
  part?: unknown;
}

declare global {
  var supportDesk: Shared | undefined;
  /** Missing in some browsers (https://www.w3.org/TR/trusted-types/). */
  var trustedTypes: {
    createPolicy(name: string, rules: { createScript(text: string): string }): { createScript(text: string): string };
  } | undefined;
}

/** The only scripts that the policy of the page admits: the browser also compares their hash. */
let policy: { createScript(text: string): string } | undefined;

/**
 * Runs the second script.
 *
 * @param id It begins with this id, in a comment.
 * @returns Its exports.
 * @throws {PartError}
 */
export function runPart<Part>(text: string, id: string): Part {
  if (id === "" || !text.startsWith(`/*${id}*/`)) throw new PartError("version");
  policy ??= globalThis.trustedTypes?.createPolicy("support-desk", { createScript: (script) => script }) ??
    { createScript: (script) => script };
  const script = document.createElement("script");
  script.text = policy.createScript(text);
  document.head.append(script); // runs at once, or not at all
  const part = globalThis.supportDesk?.part;
  if (part === undefined) throw new PartError("refused");
  return part as Part;
}
