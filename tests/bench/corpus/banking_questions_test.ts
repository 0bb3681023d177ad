import assert from "node:assert/strict";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { readBankingQuestions } from "../../../bench/corpus/banking_questions.ts";
import { TemporaryFolder } from "../../end_to_end/temporary_folder.ts";

Deno.test("readBankingQuestions() reads texts of several lines, and topics as tags", async () => {
  await using folder = await TemporaryFolder.create();
  const file = pathToFileURL(folder.file("queries.csv"));
  await Deno.writeTextFile(
    file,
    'text,category\nWhere is it?,card_arrival\n"\nWhy,\nthough?",reverted_card_payment?\n',
  );
  assert.deepEqual(await readBankingQuestions(file), [
    { text: "Where is it?", topic: "card_arrival" },
    { text: "Why,\nthough?", topic: "reverted_card_payment" },
  ]);
});

Deno.test("readBankingQuestions() returns nothing if the data is missing", async () => {
  assert.equal(await readBankingQuestions(pathToFileURL(join(import.meta.dirname!, "missing.csv"))), undefined);
});
