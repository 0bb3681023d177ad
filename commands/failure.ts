/** 1: it failed. 2: what was asked for (flags, variables) is wrong. 3: a recording came to its end before the run did. */
export type FailureCode = 1 | 2 | 3;

/** A failure that a person can mend: its message is the one line they see, with what, why and what to do. */
export class Failure extends Error {
  override name = "Failure";
  constructor(message: string, readonly exitCode: FailureCode = 1, options?: ErrorOptions) {
    super(message, options);
  }
}
