/** 1: it failed. 2: what was asked for (flags, variables) is wrong. 3: a recording came to its end before the run did. */
export type ErrorExitCode = 1 | 2 | 3;

/** A failure that a person can mend: its message is the one line they see, with what, why and what to do. */
export class CommandError extends Error {
  override name = "Failure";
  constructor(message: string, readonly exitCode: ErrorExitCode = 1, options?: ErrorOptions) {
    super(message, options);
  }
}

/** What a person can mend, which is an error of one of these kinds, as the one line that they see; any other as it is. */
export function toCommandError(error: unknown, kinds: readonly (abstract new (...args: never[]) => Error)[]): unknown {
  const isPlain = error instanceof Error && kinds.some((kind) => error instanceof kind);
  return isPlain ? new CommandError(error.message, 1, { cause: error }) : error;
}
