import assert from "node:assert/strict";
import { stripColours } from "../../../../client/terminal/device/strip_colours.ts";

Deno.test("stripColours() removes colours in every notation", () => {
  assert.equal(
    stripColours("\x1b[31mred\x1b[39m \x1b[97;104mx\x1b[0m \x1b[38;5;12mx\x1b[48;2;1;22;3mx\x1b[49m"),
    "red x\x1b[0m xx",
  );
});

Deno.test("stripColours() keeps other styles and sequences", () => {
  assert.equal(
    stripColours("\x1b[1;31;7mx\x1b[m\x1b[2K\x1b[31A\x1b[?25l"),
    "\x1b[1;7mx\x1b[m\x1b[2K\x1b[31A\x1b[?25l",
  );
  assert.equal(stripColours("\x1b[4;38;5;31;9mx"), "\x1b[4;9mx");
});
