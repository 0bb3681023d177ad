/** An HTTP proxy between a host and our program that injects a fault at a chosen message. */

import { type HttpProgram, startHttpProgram } from "./http_hosts.ts";

/** The parts of an MCP message that select a fault. */
export interface ProxiedMessage {
  method?: string;
  params?: { name?: string; uri?: string };
  /** Present when the host responds to a request. */
  result?: unknown;
}

/** A fault that is injected once, at the first matching message. */
export interface Fault {
  at(message: ProxiedMessage): boolean;
  /** Before the program receives the message, or after its response and before the host receives that. */
  when: "before" | "after";
  /** Drops the response. */
  dropsResponse?: boolean;
  inject(gate: FaultProxy): Promise<void>;
}

/** Responds with 502 while the program is down. */
export class FaultProxy implements AsyncDisposable {
  /** The tools that the host has called. */
  readonly calls: string[] = [];
  readonly #args: readonly string[];
  readonly #incident: Fault;
  readonly #server: Deno.HttpServer<Deno.NetAddr>;
  #program: HttpProgram | undefined;
  #isOver = false;

  private constructor(args: readonly string[], incident: Fault) {
    this.#args = args;
    this.#incident = incident;
    const settings = {
      hostname: "127.0.0.1",
      port: 0,
      onListen() {},
      onError: () => new Response(null, { status: 502 }),
    };
    this.#server = Deno.serve(settings, (request) => this.#pass(request));
  }

  /** @param args The flags of `serve`. */
  static async open(args: readonly string[], incident: Fault): Promise<FaultProxy> {
    const gate = new FaultProxy(args, incident);
    await gate.start();
    return gate;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#server.addr.port}/mcp`;
  }

  async start(): Promise<void> {
    this.#program = await startHttpProgram(this.#args);
  }

  /** Kills the program. */
  async kill(): Promise<void> {
    const program = this.#program;
    this.#program = undefined;
    await program?.[Symbol.asyncDispose]();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.kill();
    await this.#server.shutdown();
  }

  async #pass(request: Request): Promise<Response> {
    const body = await request.text();
    const message: ProxiedMessage = body === "" ? {} : JSON.parse(body);
    if (message.method === "tools/call") this.calls.push(message.params!.name!);
    const isIncident = !this.#isOver && this.#incident.at(message);
    this.#isOver ||= isIncident;
    if (isIncident && this.#incident.when === "before") await this.#incident.inject(this);
    if (this.#program === undefined) return new Response("The program is down.", { status: 502 });
    const { method, headers } = request;
    const answer = await fetch(this.#program.url, {
      method,
      headers: toForwardedHeaders(headers),
      ...body !== "" && { body },
    });
    return isIncident && this.#incident.when === "after" ? await this.#answerAfter(answer) : answer;
  }

  async #answerAfter(answer: Response): Promise<Response> {
    const text = await answer.text();
    await this.#incident.inject(this);
    return this.#incident.dropsResponse ? cutResponse(answer) : new Response(text, answer);
  }
}

function toForwardedHeaders(headers: Headers): Headers {
  const all = new Headers(headers);
  for (const name of ["host", "connection", "content-length"]) all.delete(name);
  return all;
}

/** Replaces a response by one that breaks off before its first byte. */
function cutResponse({ headers }: Response): Response {
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error("disconnected")) });
  return new Response(body, { headers: { "content-type": headers.get("content-type")! } });
}
