import { type DiagnosableTransport, type ServerCommand, ServerProcess, StdioTransport } from "../transports/mod.ts";
import { KEY_VARIABLES } from "../models/mod.ts";

/**
 * What is done about a connection that is lost: nothing; the program is started anew, a few times a run; or the server is
 * connected to anew, again and again.
 */
export const DISCONNECT_POLICIES = ["leave", "restart", "reconnect"] as const;
export type DisconnectPolicy = (typeof DISCONNECT_POLICIES)[number];

/** A server to work with, before it is connected to. */
export interface ServerSource {
  /** Its name for people and models. */
  name: string;
  /** Whether it marks by itself what customers wrote, so that a model can take its answers as they are. */
  marksText: boolean;
  whenLost: DisconnectPolicy;
  /** What it is told and nobody else is to know, by its names. */
  secrets?: Readonly<Record<string, string>>;
  /**
   * Opens a way to it, and starts it where need be.
   *
   * @param hurry Aborted when this program must end at once.
   * @throws {ServerFailure} When that is impossible.
   */
  reach(hurry: AbortSignal): DiagnosableTransport;
}

/** A program that is started as a server. It doesn't get the keys to models, unless its command names them. */
export function createProcessSource(command: ServerCommand): ServerSource {
  const environment = command.environment ?? getInheritedEnvironment();
  return {
    name: command.name,
    marksText: false,
    whenLost: "restart",
    reach: (hurry) => new StdioTransport(new ServerProcess({ ...command, environment }, hurry)),
  };
}

/** This program's environment variables, but for the keys to models, which no server needs to know. */
export function getInheritedEnvironment(): Record<string, string> {
  return Object.fromEntries(Object.entries(Deno.env.toObject()).filter(([name]) => !KEY_VARIABLES.includes(name)));
}
