/**
 * Serving one host over standard input and output (MCP, basic/transports, "stdio"). Hosts wait for what is loaded with this,
 * so it is little; the rest comes when it is needed.
 *
 * @module
 */

import { offeredTools } from "../offered.ts";
import { Opening } from "../opening/opening.ts";
import { prepared } from "../opening/prepared.ts";
import { PreparedAnswers } from "../opening/prepared_answers.ts";
import type { ServerOptions } from "../server.ts";
import type { ServerName } from "../servers.ts";
import type { Sink } from "./output.ts";
import { type Source, StdioTransport } from "./transport.ts";

export type { ServerName };

export interface StdioOptions extends Omit<ServerOptions, "definition"> {
  server: ServerName;
  /** Is told when the host's first questions are answered, or something else is asked: the time for heavier work. */
  onopened?: () => void;
}

/** A server under way. */
export interface Served {
  /** Settles when the host has closed our standard input and everything under way is answered. */
  readonly done: Promise<void>;
  /** Takes no new requests, answers those under way, then ends. */
  stop(): Promise<void>;
}

/**
 * Serves on this process's standard input and output, in whichever protocol revision the host speaks.
 *
 * @throws {RangeError} When `options.tools` names a tool that the server doesn't have.
 */
export async function serveOnStdio(
  options: StdioOptions,
  source: Source = Deno.stdin,
  sink: Sink = Deno.stdout,
): Promise<Served> {
  const answers = await preparedAnswers(options);
  const host = new StdioTransport(source, sink);
  const opening = new Opening(host, {
    answers,
    async direct(greeted, send) {
      options.onopened?.();
      const { answerDirectly } = await import("./answer_directly.ts");
      return answerDirectly(options, greeted, send);
    },
    async connect(transport) {
      const { connectServer } = await import("./connect_server.ts");
      return connectServer(options, transport);
    },
  });
  host.start();
  host.closed.then(options.onopened);
  return { done: host.closed, stop: () => opening.stop() };
}

/** A wrong name in `options.tools` is known before the first request, whether anything is prepared or not. */
async function preparedAnswers({ server, ...offer }: StdioOptions): Promise<PreparedAnswers | undefined> {
  if (prepared !== undefined) return new PreparedAnswers(prepared[server], offer);
  const { servers } = await import("../servers.ts");
  offeredTools({ definition: servers[server], ...offer });
}
