import assert from "node:assert/strict";
import { parseServerCommand } from "../../../client/transports/server_command.ts";
import fc from "../../fast_check.ts";

const CASES: Record<string, string[]> = {
  "python server.py": ["python", "server.py"],
  "  npx\t-y  some-server\n": ["npx", "-y", "some-server"],
  'python "my server.py"': ["python", "my server.py"],
  "python 'my \"own\" server.py'": ["python", 'my "own" server.py'],
  'run "it\'s" --name=a" b "c': ["run", "it's", "--name=a b c"],
  "run '' \"\"": ["run", "", ""],
  'run a\\ b \\"c\\\' "d\\"e" \'\\\'': ["run", "a b", "\"c'", 'd"e', "\\"],
  "C:\\desk\\server.exe \\n": ["C:\\desk\\server.exe", "\\n"],
  "run a\\\\": ["run", "a\\"],
  "run $HOME *.py ~ | cat": ["run", "$HOME", "*.py", "~", "|", "cat"],
};

for (const [commandLine, [program, ...args]] of Object.entries(CASES)) {
  Deno.test(`parseServerCommand() splits ${JSON.stringify(commandLine)}`, () => {
    assert.deepEqual(parseServerCommand(commandLine), { name: commandLine.trim(), program, args });
  });
}

Deno.test("parseServerCommand() restores quoted words", () => {
  const quoted = (word: string) => `"${word.replaceAll(/["\\]/g, "\\$&")}"`;
  fc.assert(fc.property(fc.string({ minLength: 1 }), fc.array(fc.string()), (program, args) => {
    const command = parseServerCommand([program, ...args].map(quoted).join(" "));
    assert.deepEqual([command.program, ...command.args], [program, ...args]);
  }));
});

for (const commandLine of ["python 'server.py", 'python "server.py', 'python "server.py\\"']) {
  Deno.test(`parseServerCommand() rejects ${commandLine}`, () => {
    assert.throws(() => parseServerCommand(commandLine), (error: Error) => {
      assert.ok(error instanceof SyntaxError);
      return error.message.includes(commandLine) && error.message.includes("unterminated quote");
    });
  });
}

for (const commandLine of ["", "  ", "''"]) {
  Deno.test(`parseServerCommand() rejects a command line without a program: ${JSON.stringify(commandLine)}`, () => {
    assert.throws(() => parseServerCommand(commandLine), /command line is empty/);
  });
}
