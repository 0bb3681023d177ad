/** A program that is started as a server, without a shell. */
export interface ServerCommand {
  /** The display name: the command line as typed. */
  name: string;
  program: string;
  args: readonly string[];
  /** All environment variables of the server (default: those of this program). */
  environment?: Record<string, string>;
  /** The working directory (default: that of this program). */
  directory?: string;
}

/**
 * Splits a command line into a program and its arguments at unquoted spaces. Single quotes preserve everything between
 * them. Elsewhere a backslash escapes a space, a quote or a backslash, and is literal before any other character, as in
 * `C:\desk`. Nothing is expanded.
 *
 * @param commandLine For example, `python "my server.py"`.
 * @throws {SyntaxError} If it is empty or has an unterminated quote.
 */
export function parseServerCommand(commandLine: string): ServerCommand {
  const [program, ...args] = splitWords(commandLine);
  if (!program) {
    throw new SyntaxError("A server's command line is empty: give the program to run.");
  }
  return { name: commandLine.trim(), program, args };
}

const WORD_PART = /(?<space>\s+)|'(?<literal>[^']*)'|"(?<quoted>(?:[^"\\]|\\[^])*)"|(?<plain>(?:[^\s"'\\]|\\[^]?)+)/gy;

function splitWords(commandLine: string): string[] {
  const words: string[] = [];
  let end = 0;
  let startsWord = true;
  for (const { 0: part, index, groups } of commandLine.matchAll(WORD_PART)) {
    end = index + part.length;
    if (groups!.space === undefined) {
      const text = groups!.literal ?? unescape(groups!.quoted ?? groups!.plain ?? "");
      words.push(startsWord ? text : words.pop() + text);
    }
    startsWord = groups!.space !== undefined;
  }
  if (end < commandLine.length) {
    throw new SyntaxError(`The command line \`${commandLine}\` has an unterminated quote (${commandLine[end]}).`);
  }
  return words;
}

function unescape(text: string): string {
  return text.replaceAll(/\\([\s"'\\])/g, "$1");
}
