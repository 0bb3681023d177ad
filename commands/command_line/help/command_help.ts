/** The pages of help of the program and of each command, from the definitions that the command line is parsed with. */

import type { ApplicationContext, Command } from "@stricli/core";
import { type HelpPage, type HelpRow, type HelpSection, keepTogether } from "../../pages/mod.ts";
import { formatChoices } from "../../values/mod.ts";
import { GLOBAL_FLAGS, PROGRAM_FLAGS } from "./global_flags.ts";

/** The parts of the help of a flag in addition to its brief. */
export interface FlagHelp {
  /** The value that counts when the flag is absent. */
  default?: string;
  /** The environment variable that sets it. */
  variable?: string;
  /** The title of its section; `FLAGS` when absent. */
  section?: string;
}

export interface CommandHelp {
  /** Complete command lines without the program and the command, each with what it does. */
  examples?: readonly HelpRow[];
}

/** A command together with the parts of its help that Stricli has no place for. */
export type DocumentedCommand = Command<ApplicationContext> & { readonly help: CommandHelp };

/** Adds help to a command. */
export function withHelp(command: Command<ApplicationContext>, help: CommandHelp = {}): DocumentedCommand {
  return { ...command, help };
}

/** A flag definition as Stricli takes it, with our {@linkcode FlagHelp}. */
interface Flag {
  kind: string;
  brief: string;
  placeholder?: string;
  values?: readonly string[];
  variadic?: boolean | string;
  hidden?: boolean;
  help?: FlagHelp;
}

const FLAGS = "FLAGS";

const GLOBAL_ROWS: readonly HelpRow[] = Object.entries(GLOBAL_FLAGS).map(([name, { aliases, brief }]) => ({
  term: `-${aliases[0]}, --${name}`,
  text: brief,
}));

const PROGRAM_ROWS: readonly HelpRow[] = Object.entries(PROGRAM_FLAGS).map(([name, { brief }]) => ({
  term: `--${name}`,
  text: brief,
}));

/** Creates the page of the program itself. */
export function createProgramPage(
  { name, summary, description, commands, examples }: {
    name: string;
    summary: string;
    description: readonly string[];
    commands: Readonly<Record<string, DocumentedCommand>>;
    examples: readonly HelpRow[];
  },
): HelpPage {
  const rows = Object.entries(commands).map(([term, { brief }]) => ({ term, text: brief }));
  return {
    summary,
    usage: `${name} COMMAND [FLAGS]`,
    description,
    sections: [{ title: "COMMANDS", rows }, { title: FLAGS, rows: [...GLOBAL_ROWS, ...PROGRAM_ROWS] }],
    examples,
  };
}

/**
 * Creates the page of a command.
 *
 * @param name The program and the command, such as `support-mcp serve`.
 */
export function createCommandPage(name: string, command: DocumentedCommand): HelpPage {
  const [summary, ...description] = (command.fullDescription ?? command.brief).split("\n\n");
  const positionals = getPositionals(command);
  const args = positionals.map(({ placeholder = "", optional }) => optional ? `[${placeholder}]` : placeholder);
  const rows = positionals.map(({ placeholder = "", brief }) => ({ term: placeholder, text: brief }));
  return {
    summary: summary!,
    usage: [name, ...args, "[FLAGS]"].join(" "),
    description,
    sections: [...rows.length === 0 ? [] : [{ title: "ARGUMENTS", rows }], ...createFlagSections(command)],
    examples: (command.help.examples ?? []).map(({ term, text }) => ({ term: `${name} ${term}`.trimEnd(), text })),
  };
}

/** Lists the values that the first argument of a command may have; none if it is free text. */
export function listFirstArguments(command: DocumentedCommand, context: ApplicationContext): readonly string[] {
  const [first] = getPositionals(command);
  const values = first?.proposeCompletions?.call(context, "") ?? [];
  return values instanceof Promise ? [] : values;
}

/** Lists the arguments of a command that are not flags. */
function getPositionals({ parameters: { positional } }: DocumentedCommand) {
  return positional?.kind === "tuple" ? positional.parameters : [];
}

function createFlagSections({ parameters }: DocumentedCommand): HelpSection[] {
  const sections = new Map<string, HelpRow[]>([[FLAGS, []]]);
  for (const [name, flag] of Object.entries<Flag>(parameters.flags ?? {})) {
    if (flag.hidden) continue;
    const title = flag.help?.section ?? FLAGS;
    sections.set(title, [...sections.get(title) ?? [], toRow(name, flag)]);
  }
  sections.get(FLAGS)!.push(...GLOBAL_ROWS);
  return [...sections].map(([title, rows]) => ({ title, rows }));
}

function toRow(name: string, flag: Flag): HelpRow {
  const term = flag.kind === "boolean" ? `--${name}` : `--${name} ${flag.placeholder}`;
  const { default: value, variable } = flag.help ?? {};
  const details = [
    ...flag.values === undefined ? [] : [formatChoices(flag.values)],
    ...flag.variadic === true ? ["repeatable"] : [],
    ...value === undefined ? [] : [`${keepTogether("default: ")}${value}`],
  ];
  const parts = [
    flag.brief,
    ...details.length === 0 ? [] : [`(${details.join("; ")})`],
    ...variable === undefined ? [] : [keepTogether(`[env: ${variable}]`)],
  ];
  return { term, text: parts.join(" ") };
}
