/** 1: the command failed. 2: flags, arguments or variables are wrong. 3: a recording ended before the run did. */
export type ErrorExitCode = 1 | 2 | 3;

/** A failure with a message for the person at the terminal: one line with what failed, why, and what to do. */
export class CommandError extends Error {
  override name = "CommandError";
  constructor(message: string, readonly exitCode: ErrorExitCode = 1, options?: ErrorOptions) {
    super(message, options);
  }
}

/** Turns an error of the given classes into a {@linkcode CommandError}; returns any other unchanged. */
export function toCommandError(error: unknown, kinds: readonly (abstract new (...args: never[]) => Error)[]): unknown {
  const isExpected = error instanceof Error && kinds.some((kind) => error instanceof kind);
  return isExpected ? new CommandError(error.message, 1, { cause: error }) : error;
}
