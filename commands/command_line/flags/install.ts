/** The flags and the help of `support-mcp install`. */

import { type ApplicationContext, buildCommand } from "@stricli/core";
import type { HostId, HttpServer } from "../../../install/mod.ts";
import { withHelp } from "../help/mod.ts";
import { getHostConfig, hostConfigFlags, type HostConfigOptions, optionalHostParameter } from "./host_config.ts";
import { CommandError } from "../../process/mod.ts";
import {
  findRepeatedHeader,
  parseEndpoint,
  parseHeader,
  parsePersonName,
  readParsedVariable,
  splitHeader,
} from "../../values/mod.ts";
import { parsedFlag, repeatableFlag, switchFlag } from "./parameters.ts";
import { dbFlag, getLocation } from "./store.ts";
import { withExitCode } from "./with_exit_code.ts";

interface Flags extends HostConfigOptions {
  db?: string;
  demo?: boolean;
  prefix?: string;
  "read-only"?: boolean;
  unattended?: boolean;
  user?: string;
  url?: string;
  header?: readonly string[];
  yes?: boolean;
  force?: boolean;
}

const parameters = {
  db: dbFlag,
  demo: switchFlag("Add two sample tickets to an empty desk; without --db, the desk is in memory"),
  prefix: parsedFlag(
    "TEXT",
    parsePrefix,
    "Add this prefix to the server's name, for a second desk or if the name is taken",
  ),
  "read-only": switchFlag("Expose only read-only tools"),
  unattended: switchFlag("Make changes that need approval without asking anyone"),
  user: parsedFlag("NAME", parsePersonName, "Record the host's changes under this person's name", {
    default: "the login name",
    variable: "SUPPORT_MCP_USER",
  }),
  url: parsedFlag("URL", parseEndpoint, "Add the server that runs at this MCP endpoint, instead of this program"),
  header: repeatableFlag(
    "NAME:VALUE",
    'Send this header to URL, such as "Authorization: Bearer TOKEN"',
    {},
    parseHeader,
  ),
  ...hostConfigFlags,
  yes: switchFlag("Make every change without asking"),
  force: switchFlag("Replace another server of the same name"),
};

const command = buildCommand<Flags, [HostId?], ApplicationContext>({
  async loader() {
    const { runInstall } = await import("../../install.ts");
    return withExitCode((flags: Flags, host?: HostId) =>
      runInstall(host, {
        ...getTarget(flags, host),
        db: getLocation(flags),
        demo: flags.demo ?? false,
        prefix: flags.prefix ?? "",
        readOnly: flags["read-only"] ?? false,
        unattended: flags.unattended ?? false,
        user: flags.user ?? readParsedVariable("SUPPORT_MCP_USER", parsePersonName),
        http: toHttpServer(flags),
        yes: flags.yes ?? false,
        force: flags.force ?? false,
      })
    );
  },
  parameters: { flags: parameters, positional: { kind: "tuple", parameters: [optionalHostParameter] } },
  docs: {
    brief: "Add the desk to an AI host's configuration",
    fullDescription: `Add the desk to an AI host's configuration.

Adds one server, support-desk, which the host starts from this binary. Move the binary to its final location first, and \
run this command again whenever you move it. With --url, the host reaches a running server over HTTP instead. Without HOST, \
the command finds the hosts on this machine, shows what would change in their files, and asks once. The rest of each \
file stays unchanged, and a dated copy of the previous file is kept.`,
  },
});

export const installCommand = withHelp(command, {
  examples: [
    { term: "", text: "Add the desk to every host on this machine" },
    { term: "claude-desktop --user Ana", text: "Add the default desk to Claude Desktop, for Ana" },
    { term: "vscode --db ./desk.db --read-only", text: "Add another desk to VS Code, without tools that write" },
    { term: "cursor --url https://desk.example.com/mcp", text: "Add a team's desk to Cursor" },
  ],
});

/** @throws {CommandError} If a flag names one file, but no host says what is in it. */
function getTarget(flags: Flags, host: HostId | undefined) {
  const target = getHostConfig(flags);
  const flag = target.project ? "project" : target.config === undefined ? undefined : "config";
  if (host !== undefined || flag === undefined) return target;
  throw new CommandError(`--${flag} needs HOST, which says what the file looks like.`, 2);
}

/** Server names become part of tool names, which allow few characters. */
function parsePrefix(text: string): string {
  if (!/^[\w-]{1,32}$/.test(text)) {
    throw new SyntaxError("Use 1 to 32 letters, digits, - and _, and no other characters");
  }
  return text;
}

/** Flags of the program that the host starts. The environment may set them too, for other commands. */
const PROGRAM_FLAGS = ["db", "demo", "read-only", "unattended", "user"] as const;

/** @throws {CommandError} If flags of a program and of a server over HTTP are mixed. */
function toHttpServer(flags: Flags): HttpServer | undefined {
  const { url, header = [] } = flags;
  if (url === undefined) {
    if (header.length === 0) return undefined;
    throw new CommandError("--header needs --url: a program that the host starts takes no headers.", 2);
  }
  const repeated = findRepeatedHeader(header);
  if (repeated !== undefined) throw new CommandError(`--header sets ${repeated} twice. Give it once.`, 2);
  const mixed = PROGRAM_FLAGS.find((name) => flags[name] !== undefined);
  if (mixed === undefined) return { url, headers: Object.fromEntries(header.map(splitHeader)) };
  throw new CommandError(`--${mixed} has no effect with --url. Give it to the server at ${url}.`, 2);
}
