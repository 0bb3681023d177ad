import assert from "node:assert/strict";
import { JsonResult } from "../../../../server/protocol/messages/json_result.ts";
import { MessageSerializer } from "../../../../server/protocol/messages/message_serializer.ts";
import fc from "../../../fast_check.ts";

const LONG = "“x”\n\u2028\ud800".repeat(2_000);

function answer(text: unknown, more: Record<string, unknown> = {}) {
  return {
    result: { contents: [{ uri: "ticket://list", mimeType: "text/plain", text, ...more }] },
    jsonrpc: "2.0",
    id: 1,
  };
}

Deno.test("MessageSerializer gives a message's JSON, with texts of any length", () => {
  const text = new MessageSerializer();
  const messages = [
    ...[answer("short"), answer(LONG), answer(LONG), answer(`${LONG}!`), answer(LONG), answer("x".repeat(5_000))],
    ...[answer(LONG, { title: LONG.slice(1) }), answer(5), { ...answer(LONG), id: LONG }, answer(undefined), {
      result: {},
    }, {
      result: { contents: [] },
    }],
    ...[{ result: { contents: [null] } }, { jsonrpc: "2.0", method: "notifications/message", params: { data: LONG } }],
    { result: { contents: [{ text: LONG }, { text: LONG }] } },
  ];
  for (const message of messages) assert.equal(text.serialize(message).join(""), JSON.stringify(message));
});

Deno.test("MessageSerializer inserts the text of a result that is JSON already", () => {
  const serializer = new MessageSerializer();
  const json = '{"tools":[ {"name":"“x”\\n"}]}';
  const response = { result: new JsonResult(json), jsonrpc: "2.0", id: 'a "quoted" id' };
  const text = serializer.serialize(response).join("");
  assert.equal(text, `{"result":${json},"jsonrpc":"2.0","id":"a \\"quoted\\" id"}`);
  assert.deepEqual(JSON.parse(serializer.serialize([response]).join("")), [JSON.parse(text)]);
});

Deno.test("MessageSerializer gives the JSON of any message", () => {
  const text = new MessageSerializer();
  const texts = fc.string({ unit: "binary", minLength: 4_090, maxLength: 4_100, size: "max" });
  fc.assert(
    fc.property(fc.array(fc.tuple(texts, fc.jsonValue())), (answers) => {
      for (const [long, id] of answers) {
        const message = { ...answer(long), id };
        assert.equal(text.serialize(message).join(""), JSON.stringify(message));
      }
    }),
    { numRuns: 5 },
  );
});
