import { SetupError } from "../errors/mod.ts";

/** Environment variables by name. */
export type EnvironmentVariables = Readonly<Record<string, string | undefined>>;

const VARIABLE = /\$\{(?:env:)?(?<name>[A-Za-z_]\w*)(?::-(?<otherwise>[^}]*))?\}/g;

/**
 * Puts the values of environment variables into a text: `${NAME}`, `${env:NAME}`, and `${NAME:-otherwise}`, as hosts'
 * configuration files have them. So secrets need stand in no file and on no command line.
 *
 * @param where What the text belongs to, such as `the header Authorization`.
 * @throws {SetupError} When there is no such variable, and nothing to take otherwise.
 */
export function expandVariables(
  text: string,
  environment: EnvironmentVariables,
  where: string,
): string {
  return text.replaceAll(VARIABLE, (_, name: string, otherwise: string | undefined) => {
    const value = environment[name] || otherwise;
    if (value !== undefined) return value;
    throw new SetupError(`There is no environment variable ${name}, which ${where} needs: set it.`);
  });
}
