/** HTTP over a bare connection, for what no client would send. */

/**
 * Posts any request.
 *
 * @param body Its beginning, perhaps.
 * @param hangUp Hangs up without an answer; when that is settled.
 * @returns The head of the answer; nothing when the connection was hung up.
 */
export async function rawRequest(
  url: string,
  headers: Record<string, string>,
  body: string,
  { hangUp = false }: { hangUp?: boolean | Promise<void> } = {},
): Promise<string> {
  const { hostname, port, pathname } = new URL(url);
  using connection = await Deno.connect({ hostname, port: Number(port) });
  const fields = {
    host: `${hostname}:${port}`,
    "content-type": "application/json",
    accept: "application/json, text/event-stream",
    ...headers,
  };
  const lines = [`POST ${pathname} HTTP/1.1`, ...Object.entries(fields).map(([name, value]) => `${name}: ${value}`)];
  await connection.write(new TextEncoder().encode(`${lines.join("\r\n")}\r\n\r\n${body}`));
  if (hangUp === false) return await readHead(connection);
  await hangUp;
  return "";
}

async function readHead(connection: Deno.Conn): Promise<string> {
  const decoder = new TextDecoder();
  const buffer = new Uint8Array(64 * 1024);
  let text = "";
  while (!text.includes("\r\n\r\n")) {
    const length = await connection.read(buffer);
    if (length === null) break;
    text += decoder.decode(buffer.subarray(0, length), { stream: true });
  }
  return text;
}
