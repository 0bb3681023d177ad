/**
 * Runs another Deno of the version that runs this.
 *
 * @param directory Where it runs.
 * @returns What it printed on standard output.
 * @throws {Error} When it fails, with what it printed on standard error.
 */
export async function runDeno(args: readonly string[], directory: string | URL): Promise<string> {
  const command = new Deno.Command(Deno.execPath(), { args: [...args], cwd: directory, stdin: "null" });
  const { success, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  if (!success) throw new Error(`deno ${args[0]} failed:\n${decoder.decode(stderr).trim()}`);
  return decoder.decode(stdout);
}
