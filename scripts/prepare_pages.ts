/** Works out what the program says of itself: asks its command line, and keeps what that prints. */

import { commandNames, main } from "../commands/command_line.ts";

/** The program's help, that of each command, and the version, by the words that ask for them. */
export async function preparePages(): Promise<Record<string, string>> {
  const own = ["", "--help", "-h", "--version", "-v"];
  const commands = commandNames.flatMap((command) => [`${command} --help`, `${command} -h`]);
  const asked = [...own, ...commands];
  return Object.fromEntries(await Promise.all(asked.map(async (words) => [words, await capturePage(words)])));
}

async function capturePage(words: string): Promise<string> {
  let text = "";
  const stdout = { write: (piece: string) => void (text += piece) };
  const stderr = { write: (piece: string) => fail(words, piece) };
  const code = await main(words === "" ? [] : words.split(" "), { process: { stdout, stderr } });
  return code === 0 ? text : fail(words, `exit code ${code}`);
}

function fail(words: string, what: string): never {
  throw new Error(`support-mcp ${words}: ${what}`);
}
