import { AgentError } from "../errors/mod.ts";

/**
 * Whether the same request may well be answered later: the endpoint is busy, or can't be reached; or a shorter one would
 * be; or none will.
 */
export type Outlook = "busy" | "unreachable" | "overlong" | "hopeless";

/** A model that gave no answer. The message says which, why, and what to do. */
export class ModelError extends AgentError {
  override name = "ModelFailure";
  readonly outlook: Outlook;
  /** After how many seconds to ask again, by the endpoint's own word. */
  readonly retryAfter: number | undefined;

  constructor(
    message: string,
    { outlook = "hopeless", retryAfter, cause }: {
      outlook?: Outlook;
      retryAfter?: number | undefined;
      cause?: unknown;
    } = {},
  ) {
    super(message, [], { cause });
    this.outlook = outlook;
    this.retryAfter = retryAfter;
  }
}
