import { main } from "../commands/command_line/mod.ts";

/** Runs a command line in this process. */
export async function mainWith(...args: string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const written = { stdout: "", stderr: "" };
  const code = await main(args, {
    process: {
      stdout: { write: (text) => void (written.stdout += text) },
      stderr: { write: (text) => void (written.stderr += text) },
    },
  });
  return { code, ...written };
}
