import assert from "node:assert/strict";
import { parseDefinitions } from "../../../bench/corpus/dictionary_definitions.ts";

const NOUNS = `  1 This software and database is being provided to you
00000001 06 n 01 physics 0 001 @ 00000009 n 0000 | the science of matter and energy
00000002 03 n 02 phase_space 0 state_space 1 002 @ 00000009 n 0000 ;c 00000001 n 0000 | (physics) an ideal space; "so it is"
00000003 03 n 01 thing 0 001 @ 00000009 n 0000 | a thing of no field
`;
const ADJECTIVES = `00000001 00 a 01 galore(ip) 0 001 ;c 00000001 n 0000 | in great numbers
`;

Deno.test("parseDefinitions() reads words, definitions and fields of the dictionary's files", () => {
  assert.deepEqual(parseDefinitions({ n: NOUNS, a: ADJECTIVES }, 2), [
    { text: 'phase space: an ideal space; "so it is"', topic: "physics" },
    { text: "galore: in great numbers", topic: "physics" },
  ]);
});

Deno.test("parseDefinitions() leaves out fields with few definitions", () => {
  assert.deepEqual(parseDefinitions({ n: NOUNS, a: ADJECTIVES }, 3), []);
});
