import type { ApplicationContext } from "@stricli/core";

/**
 * Makes a command's action of a function that gives its exit code.
 *
 * @param action What the command does with its flags and arguments.
 */
export function withExitCode<Arguments extends unknown[]>(
  action: (...args: Arguments) => Promise<number> | number,
): (this: ApplicationContext, ...args: Arguments) => Promise<void> {
  return async function (...args) {
    this.process.exitCode = await action(...args);
  };
}
