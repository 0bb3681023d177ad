/** A proxy between a host and our program over HTTP, in which a test takes the program away at a message of its choice. */

import { type HttpProgram, startHttpProgram } from "./http_hosts.ts";

/** What a test knows of a message of MCP by. */
export interface ProxiedMessage {
  method?: string;
  params?: { name?: string; uri?: string };
  /** There where the host answers a question. */
  result?: unknown;
}

/** What happens, once, at the first message of a kind. */
export interface Fault {
  at(message: ProxiedMessage): boolean;
  /** Before the program gets it, or once it has answered, and before the host has the answer. */
  when: "before" | "after";
  /** The host doesn't get the answer. */
  dropsResponse?: boolean;
  inject(gate: FaultProxy): Promise<void>;
}

/** Answers 502 while the program is away. */
export class FaultProxy implements AsyncDisposable {
  /** The tools that the host has used or tried to. */
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

  /** @param args What `serve` is started with. */
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

  /** Ends the program as a power cut would. */
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
    if (this.#program === undefined) return new Response("nobody is there", { status: 502 });
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

/** The same answer, that breaks off before anything of it has come. */
function cutResponse({ headers }: Response): Response {
  const body = new ReadableStream({ pull: (controller) => controller.error(new Error("the plug is pulled")) });
  return new Response(body, { headers: { "content-type": headers.get("content-type")! } });
}
