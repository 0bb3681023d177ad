/** A demo desk over HTTP, which asks for a token. */

export interface HttpDesk extends AsyncDisposable {
  /** Its MCP endpoint. */
  readonly url: string;
  readonly token: string;
}

/** Starts the compiled program on a free port. */
export async function startHttpDesk(binary: string): Promise<HttpDesk> {
  const token = crypto.randomUUID().replaceAll("-", "");
  const child = new Deno.Command(binary, {
    args: ["serve", "--demo", "--http", "0"],
    env: { SUPPORT_MCP_TOKEN: `trial write ${token}` },
    stdin: "null",
    stdout: "null",
    stderr: "piped",
  }).spawn();
  const errors = child.stderr.pipeThrough(new TextDecoderStream()).getReader();
  let log = "";
  let url: string | undefined;
  while (url === undefined) {
    const { value, done } = await errors.read();
    if (done) throw new Error(`The server ended: ${log}`);
    log += value;
    url = /http:\/\/[^"\s]+\/mcp/.exec(log)?.[0];
  }
  const rest = (async () => {
    while (!(await errors.read()).done); // a full pipe would block the server
  })();
  return {
    url,
    token,
    async [Symbol.asyncDispose]() {
      child.kill("SIGTERM");
      await Promise.all([child.status, rest]);
    },
  };
}
