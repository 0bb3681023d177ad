/** The server that `support-mcp install` adds to a host. */

import {
  type ConfiguredProgram,
  type ConfiguredServer,
  describeUrl,
  type HttpServer,
  SERVER_NAME,
  type ServerEntry,
} from "../../install/mod.ts";
import { isServerUrl } from "../../store/mod.ts";
import {
  createEntry,
  getDeskLocation,
  getThisProgram,
  type HostConfigFlags,
  isStartedByNpx,
  toAbsoluteLocation,
} from "../hosts/mod.ts";
import { CommandError } from "../process/mod.ts";
import { isInFile, listVariables } from "./secrets.ts";
import { getSystemUser } from "./system_user.ts";

export interface InstallFlags extends HostConfigFlags {
  /** The store; the server's default if undefined. */
  db: string | undefined;
  /** Add sample tickets; without a store, the desk is in memory. */
  demo: boolean;
  /** The start of the server's name. */
  prefix: string;
  readOnly: boolean;
  unattended: boolean;
  /** The person that the host acts for. */
  user: string | undefined;
  /** A server that runs already and is reached over HTTP, instead of a program that the host starts. */
  http: HttpServer | undefined;
  /** Make every change without asking. */
  yes: boolean;
  /** Replace another server of the name. */
  force: boolean;
}

/** A server with the name that a host gives it. */
export interface DeskServer {
  name: string;
  entry: ServerEntry | HttpServer;
  /** The person that a new entry names if no flag and no variable does: the user of this system. */
  person: string | undefined;
}

/** @throws {CommandError} If the store cannot be shared by the processes that a host starts. */
export function createDeskServer(flags: InstallFlags): DeskServer {
  const { db, demo, readOnly, unattended, user, http, project } = flags;
  const place = resolveLocation(db);
  const args = [
    "serve",
    ...place === undefined ? [] : ["--db", place],
    ...demo ? ["--demo"] : [],
    ...readOnly ? ["--read-only"] : [],
    ...unattended ? ["--unattended"] : [],
    ...user === undefined ? [] : ["--user", user],
  ];
  // The file of a project is shared, and over HTTP the token says who the person is.
  const person = user === undefined && http === undefined && !project ? getSystemUser() : undefined;
  return { name: `${flags.prefix}${SERVER_NAME}`, entry: http ?? createEntry(args), person };
}

/**
 * Returns sentences about the server in a configuration, one per line.
 *
 * @param host The host's name for people.
 */
export function describeServer(server: ConfiguredServer, host: string, project: boolean): string[] {
  return "url" in server ? describeHttp(server, host) : describeProgram(server, project);
}

function describeProgram(server: ConfiguredProgram, project: boolean): string[] {
  const location = getDeskLocation(server);
  const isDemo = location === ":memory:";
  const desk = isDemo ? "a demo desk in memory: nothing is kept" : `the desk ${location}`;
  const program = isStartedByNpx() ? "npx -y support-mcp" : getThisProgram();
  return [
    `It starts ${program} and uses ${desk}.`,
    ...isDemo ? [DEMO_NOTE] : [],
    ...isStartedByNpx() ? [NPX_NOTE] : [],
    ...project ? [PROJECT_NOTE] : [],
    ...isServerUrl(location) ? [TOKEN_NOTE] : [],
  ];
}

function describeHttp({ url, headers }: HttpServer, host: string): string[] {
  const variables = Object.values(headers).flatMap((value) => listVariables(value));
  const names = Object.keys(headers).filter((name) => isInFile(headers[name]!)).join(" and ");
  return [
    `It is reached at ${describeUrl(url)}.`,
    ...names === "" ? [] : [`The file contains the header ${names}: keep it private.`],
    ...variables.map((name) =>
      `The file does not contain the token. Before you start ${host}, set the variable: export ${name}=TOKEN`
    ),
  ];
}

const DEMO_NOTE = "To keep tickets, run support-mcp install HOST --db FILE. For the default desk, run support-mcp " +
  "uninstall HOST first, and install without flags.";

/** The path of a program in the cache of npx is not permanent. */
const NPX_NOTE = "npx looks for the package at every start. To start faster, install it and run its own command: npm " +
  "install -g support-mcp, then support-mcp install HOST.";

const PROJECT_NOTE = "The file belongs to the project. Everyone who shares it needs this program at the same path.";

/** Hosts pass on few of a shell's variables, and a secret is not written to a file without being asked for. */
const TOKEN_NOTE = "The KV Connect server needs an access token: set DENO_KV_ACCESS_TOKEN in the env of the server.";

/** Resolves the store to a location that is valid for a host. */
function resolveLocation(db: string | undefined): string | undefined {
  if (db !== ":memory:") return db === undefined ? undefined : toAbsoluteLocation(db);
  throw new CommandError(
    "--db cannot be :memory:, because the host would lose every ticket when it closes. Name a file, or use --demo to " +
      "look around.",
    2,
  );
}
