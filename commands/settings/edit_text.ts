import { CommandError } from "../process/mod.ts";

/** The exit code of a shell that finds no such program. */
const NOT_FOUND = 127;

/**
 * Lets a person edit a text in the editor that `VISUAL` or `EDITOR` names.
 *
 * @returns The path of the edited file, which the caller removes.
 * @throws {CommandError} If the editor cannot be started or fails. The file is kept then.
 */
export async function editText(text: string): Promise<string> {
  const path = await Deno.makeTempFile({ prefix: "support-mcp-settings-", suffix: ".yaml" });
  await Deno.writeTextFile(path, text);
  const { code } = await runEditor(path);
  if (code === 0) return path;
  const advice = code === NOT_FOUND ? " Set EDITOR to an editor that is installed." : "";
  throw new CommandError(
    `The editor failed (exit code ${code}). Nothing was changed.${advice} Your text is in ${path}.`,
  );
}

async function runEditor(path: string): Promise<Deno.CommandStatus> {
  const isWindows = Deno.build.os === "windows";
  const editor = ["VISUAL", "EDITOR"].map((name) => Deno.env.get(name)).find(Boolean) ?? (isWindows ? "notepad" : "vi");
  const [program, args] = isWindows
    ? ["cmd", ["/d", "/c", `${editor} "${path}"`]] // the variable may hold arguments as well
    : ["sh", ["-c", `${editor} "$1"`, "sh", path]];
  return await new Deno.Command(program, { args, stdin: "inherit", stdout: "inherit", stderr: "inherit" }).spawn()
    .status;
}
