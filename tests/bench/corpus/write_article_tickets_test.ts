import assert from "node:assert/strict";
import { generateTickets } from "../../../bench/corpus/corpus.ts";
import { writeArticleTickets } from "../../../bench/corpus/write_article_tickets.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

Deno.test("writeArticleTickets() numbers tickets from 1 and writes the article's fields in its order", async () => {
  await using folder = await TemporaryFolder.create();
  const questions = [{ text: "Where is my card?", topic: "card_arrival" }];
  assert.equal(await writeArticleTickets(folder.file("tickets.json"), generateTickets(questions, 2)), 2);
  const [first, second] = JSON.parse(await Deno.readTextFile(folder.file("tickets.json")));
  assert.deepEqual(Object.keys(first), ["id", "subject", "customer", "account_tier", "status", "resolution"]);
  assert.deepEqual([first.id, second.id, first.subject, first.status], ["1", "2", "Where is my card?", "open"]);
});
