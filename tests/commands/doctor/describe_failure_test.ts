import assert from "node:assert/strict";
import { describeFailure } from "../../../commands/doctor/describe_failure.ts";

const MESSAGE = "The server `support-desk` exited with code 1 while connecting.";
const HEAD = "Last lines of the server's standard error:";

Deno.test("describeFailure() says on one line what a server wrote last", () => {
  const remarks = [HEAD, "  reading licence…", "  no licence found"];
  assert.equal(describeFailure({ message: MESSAGE, remarks }), `${MESSAGE} ${HEAD} reading licence… no licence found`);
  assert.equal(describeFailure({ message: MESSAGE, remarks: [] }), MESSAGE);
});

Deno.test("describeFailure() names the package that npm does not have, in place of npm's lines", () => {
  const remarks = [
    HEAD,
    "  npm error code E404",
    "  npm error 404 Not Found - GET https://packages.example.com/support-mcp",
    "  npm error 404",
    "  npm error 404  The requested resource 'support-mcp@*' could not be found or you do not have permission.",
    "  npm error A complete log of this run can be found in: /root/.npm/_logs/debug-0.log",
  ];
  assert.equal(
    describeFailure({ message: MESSAGE, remarks }),
    `${MESSAGE} npm does not have the package (Not Found - GET https://packages.example.com/support-mcp). Install the ` +
      "program itself, and run its support-mcp install.",
  );
});

Deno.test("describeFailure() leaves out npm's notices about itself", () => {
  const remarks = [HEAD, "  npm notice", "  npm notice New minor version of npm available!", "  Cannot find module"];
  assert.equal(describeFailure({ message: MESSAGE, remarks }), `${MESSAGE} ${HEAD} Cannot find module`);
});
