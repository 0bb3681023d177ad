import type { FakeRelease } from "./fake_release.ts";

/** Runs `install.sh` of a release with nothing of this machine's own user. */
export async function runInstaller(
  fake: FakeRelease,
  home: string,
  args: readonly string[],
  env: Record<string, string> = {},
  cwd?: string,
): Promise<{ code: number; stdout: string; stderr: string }> {
  const command = new Deno.Command("sh", {
    args: [fake.file("install.sh"), ...args],
    env: { PATH: Deno.env.get("PATH")!, HOME: home, ...env },
    clearEnv: true,
    stdin: "null",
    ...cwd !== undefined && { cwd },
  });
  const { code, stdout, stderr } = await command.output();
  const decoder = new TextDecoder();
  return { code, stdout: decoder.decode(stdout), stderr: decoder.decode(stderr) };
}
