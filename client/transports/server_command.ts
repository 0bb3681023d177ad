/** A program to start as a server, with its arguments; no shell is in between. */
export interface ServerCommand {
  /** What people know it by: the command line as they typed it. */
  name: string;
  program: string;
  args: readonly string[];
  /** All its environment variables; when left out, it gets those of this program. */
  environment?: Record<string, string>;
  /** The folder that it runs in; this program's when left out. */
  directory?: string;
}

/**
 * Splits a command line into a program and its arguments, at spaces outside of quotes. Single quotes keep all they
 * hold; elsewhere a backslash takes the meaning from a space, a quote or a backslash, and before anything else is a
 * backslash, as in `C:\desk`. Nothing is expanded.
 *
 * @param commandLine Such as `python "my server.py"`.
 * @throws {SyntaxError} When it is empty, or a quote in it has no end.
 */
export function parseServerCommand(commandLine: string): ServerCommand {
  const [program, ...args] = splitWords(commandLine);
  if (!program) {
    throw new SyntaxError("A server's command line must begin with the name of a program, but it is empty.");
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
    throw new SyntaxError(`The command line \`${commandLine}\` has a quote (${commandLine[end]}) without an end.`);
  }
  return words;
}

function unescape(text: string): string {
  return text.replaceAll(/\\([\s"'\\])/g, "$1");
}
