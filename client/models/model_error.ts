import { AgentError } from "../errors/mod.ts";

/**
 * The chance of a retry: the endpoint is busy or unreachable, so that the same request may succeed later; the request is
 * too long, so that a shorter one may succeed; or no retry helps.
 */
export type Outlook = "busy" | "unreachable" | "overlong" | "hopeless";

/** A model did not respond. The message says which one, why, and what to do. */
export class ModelError extends AgentError {
  override name = "ModelError";
  readonly outlook: Outlook;
  /** The delay that the endpoint asks for, in seconds. */
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
