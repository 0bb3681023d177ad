import assert from "node:assert/strict";
import { formatHttpAddress, isLoopback, parseHttpAddress } from "../../../commands/values/http_address.ts";

for (
  const [text, hostname, port] of [
    ["8080", "127.0.0.1", 8080],
    ["0", "127.0.0.1", 0],
    ["localhost:80", "localhost", 80],
    ["0.0.0.0:65535", "0.0.0.0", 65535],
    ["[::1]:8080", "::1", 8080],
    ["desk.example.com:443", "desk.example.com", 443],
  ] as const
) {
  Deno.test(`parseHttpAddress() reads ${text}`, () => {
    const address = parseHttpAddress(text);
    assert.deepEqual(address, { hostname, port });
    assert.deepEqual(parseHttpAddress(formatHttpAddress(address)), address);
  });
}

for (
  const text of ["", "x", ":8080", "65536", "1e3", "-1", "::1:8080", "[::1]", "a b:80", "http://localhost:80", "host:"]
) {
  Deno.test(`parseHttpAddress() rejects "${text}"`, () => {
    assert.throws(() => parseHttpAddress(text), { name: "SyntaxError", message: /PORT or HOST:PORT/ });
  });
}

Deno.test("isLoopback() recognizes addresses that only this machine can reach", () => {
  for (const hostname of ["localhost", "127.0.0.1", "127.1.2.3", "::1"]) assert.equal(isLoopback(hostname), true);
  for (const hostname of ["0.0.0.0", "::", "10.0.0.1", "127.0.0.1.example.com", "128.0.0.1"]) {
    assert.equal(isLoopback(hostname), false);
  }
});
