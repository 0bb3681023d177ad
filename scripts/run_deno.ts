/**
 * Runs a `deno` command with the current executable.
 *
 * @param directory The working directory.
 * @param environment Variables for the command, in addition to those of this process.
 * @returns The standard output.
 * @throws {Error} If the command fails, with its standard error.
 */
export async function runDeno(
  args: readonly string[],
  directory: string | URL,
  environment: Readonly<Record<string, string>> = {},
): Promise<string> {
  const options: Deno.CommandOptions = { args: [...args], cwd: directory, env: environment, stdin: "null" };
  const command = new Deno.Command(Deno.execPath(), options);
  const { success, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`deno ${args[0]} failed:\n${decoder.decode(stderr).trim()}`);
  return decoder.decode(stdout);
}
