/**
 * Runs a `deno` command with the current executable.
 *
 * @param directory The working directory.
 * @returns The standard output.
 * @throws {Error} If the command fails, with its standard error.
 */
export async function runDeno(args: readonly string[], directory: string | URL): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), { args: [...args], cwd: directory, stdin: "null" });
  const { success, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`deno ${args[0]} failed:\n${decoder.decode(stderr).trim()}`);
  return decoder.decode(stdout);
}
