import { SetupError } from "../errors/mod.ts";

/** Environment variables by name. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

const VARIABLE = /\$\{(?:env:)?(?<name>[A-Za-z_]\w*)(?::-(?<fallback>[^}]*))?\}/g;

/**
 * Expands environment variables in a text, in the forms of hosts' configuration files: `${NAME}`, `${env:NAME}` and
 * `${NAME:-default}`. They keep secrets out of files and command lines.
 *
 * @param where The owner of the text, such as `the header Authorization`.
 * @throws {SetupError} If a variable without a default is not set.
 */
export function expandVariables(
  text: string,
  environment: EnvironmentVariables,
  where: string,
): string {
  return text.replaceAll(VARIABLE, (_, name: string, fallback: string | undefined) => {
    const value = environment[name] || fallback;
    if (value !== undefined) return value;
    throw new SetupError(`Environment variable ${name} is not set, but ${where} needs it.`);
  });
}
