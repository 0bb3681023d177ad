/** Faults of the connections to an HTTP server. */

import assert from "node:assert/strict";
import { delay } from "../../../base/timing/delay.ts";
import { getCommandLine } from "../../end_to_end/program.ts";
import { statelessRequest } from "../../server/transports/http/post.ts";
import { type Change, createMarks } from "../ledger.ts";
import type { Fault, Round } from "../round.ts";

/** The limit of open files. The program itself needs some thirty. */
const OPEN_FILES = 100;

/** Someone opens more connections than the server may have files, and sends nothing. */
const crowded: Fault = {
  name: "more connections than files",
  findObstacle: () => Deno.build.os === "linux" ? undefined : "it needs Linux",
  async run(round) {
    await using server = await HttpServer.start(round);
    const nextMark = createMarks("http");
    const write = () => server.write({ mark: nextMark(), tool: "create_ticket", args: {} });
    for (let count = 0; count < 5; count++) await write();
    const { hostname, port } = new URL(server.url);
    const connections: Deno.Conn[] = [];
    for (let count = 0; count < 2 * OPEN_FILES; count++) {
      await Deno.connect({ hostname, port: Number(port) }).then((one) => connections.push(one), () => {});
      if (count % 40 === 0) await write();
    }
    for (const connection of connections) connection.close();
    await delay(100);
    const before = round.count().acknowledged;
    for (let tries = 0; tries < 50 && round.count().acknowledged === before; tries++) {
      await write();
      await delay(100);
    }
    assert.ok(round.count().acknowledged > before, "the server takes no connection after the crowd has gone");
  },
};

/** A real server over HTTP with few files. */
class HttpServer implements AsyncDisposable {
  private constructor(
    private readonly round: Round,
    private readonly child: Deno.ChildProcess,
    readonly url: string,
  ) {}

  static async start(round: Round): Promise<HttpServer> {
    const { program, args } = getCommandLine(["serve", "--http", "0", "--db", round.db]);
    const child = new Deno.Command("sh", {
      args: ["-c", `ulimit -n ${OPEN_FILES}; exec "$0" "$@"`, program, ...args],
      ...{ env: round.env, stdin: "null", stdout: "null", stderr: "piped" },
    }).spawn();
    const url = Promise.withResolvers<string>();
    readErrors(child.stderr, url.resolve).then(() => url.reject(new Error("the server ended before it listened")));
    return new HttpServer(round, child, await url.promise);
  }

  /** Opens a ticket with the change's mark. A server that does not answer has not acknowledged it. */
  async write(change: Change): Promise<void> {
    const args = { subject: `Printer ${change.mark}`, customer: "ada@example.com" };
    const asked = { ...change, args };
    this.round.ledger.note(asked, "open");
    const call = { name: change.tool, arguments: { ...args, idempotency_key: change.mark } };
    const timeout = delay(1_000).then(() => undefined);
    const response = await Promise.race([
      statelessRequest(this.url, "tools/call", call).catch(() => undefined),
      timeout,
    ]);
    const result = response?.json?.result;
    if (result !== undefined) this.round.ledger.note(asked, result.isError === true ? "refused" : "acknowledged");
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.child.kill("SIGTERM");
    await this.child.status;
  }
}

/** Reports the server's address as soon as it says it. */
async function readErrors(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  report: (url: string) => void,
): Promise<void> {
  let said = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    said += text;
    const url = /http:\/\/[\w.:]+\/mcp/.exec(said)?.[0];
    if (url !== undefined) report(url);
  }
}

export const CONNECTION_FAULTS: readonly Fault[] = [crowded];
