import type { ApplicationContext } from "@stricli/core";

/**
 * Turns a function that returns an exit code into a command's action.
 *
 * @param action Takes the command's flags and arguments.
 */
export function withExitCode<Arguments extends unknown[]>(
  action: (...args: Arguments) => Promise<number> | number,
): (this: ApplicationContext, ...args: Arguments) => Promise<void> {
  return async function (...args) {
    this.process.exitCode = await action(...args);
  };
}
