import assert from "node:assert/strict";
import { getSecrets, Secrets } from "../../../../client/recording/format/secrets.ts";

Deno.test("Secrets removes the values of variables everywhere", () => {
  const secrets = new Secrets({ ANTHROPIC_API_KEY: "abc-123-xyz", OTHER_KEY: "abc-123-xyz-longer", SHORT: "abc" });
  const value = { text: "use abc-123-xyz and abc-123-xyz-longer", list: ["abc", { deep: "(abc-123-xyz)" }], number: 7 };
  assert.deepEqual(secrets.removeFrom(value), {
    text: "use [removed: ANTHROPIC_API_KEY] and [removed: OTHER_KEY]",
    list: ["abc", { deep: "([removed: ANTHROPIC_API_KEY])" }],
    number: 7,
  });
  assert.deepEqual(secrets.removed, { ANTHROPIC_API_KEY: 2, OTHER_KEY: 1 });
  assert.equal(value.list.length, 2); // the original is unchanged
});

for (
  const name of ["authorization", "Authorization", "apiKey", "x-api-key", "client_secret", "password", "accessToken"]
) {
  Deno.test(`Secrets removes the member ${name}`, () => {
    assert.deepEqual(new Secrets().removeFrom({ [name]: "x" }), { [name]: `[removed: ${name}]` });
  });
}

Deno.test("Secrets keeps texts that only resemble secrets", () => {
  const value = {
    progressToken: "7",
    nextCursor: "abc",
    idempotency_key: "k-1",
    maxTokens: 128,
    properties: { password: { type: "string" } },
    text:
      "The token of the customer was reset; basic questions remain. Password: at least 12 characters. Secret: unknown.",
    json: '{"idempotency_key":"k-1-2-3-4","progressToken":"7","title":"Password reset"}',
    url: "https://desk.example/?page=2&status=waiting&next=token",
    order: "order 4242 4242 4242 4243, invoice 1764400000000",
  };
  assert.deepEqual(new Secrets().removeFrom(value), value);
});

for (
  const [secret, name] of [
    ["Bearer abcdefgh12345678", "authorization"],
    [`sk-ant-${"a1".repeat(12)}`, "API key"],
    [`${"sk"}_live_${"a1".repeat(12)}`, "API key"],
    [`glpat-${"a1".repeat(10)}`, "GitLab token"],
    [`npm_${"a1".repeat(18)}`, "npm token"],
    [`hf_${"a1".repeat(17)}`, "Hugging Face token"],
    ["4242 4242 4242 4242", "card number"],
    ["378282246310005", "card number"],
    [`dckr_pat_${"a1".repeat(12)}`, "Docker token"],
    [`glsa_${"a1".repeat(16)}_1`, "Grafana token"],
    [`dop_v1_${"a1".repeat(32)}`, "DigitalOcean token"],
    ["AKIAABCDEFGHIJKLMNOP", "AWS key"],
    [`ghp_${"a".repeat(36)}`, "GitHub token"],
    ["xoxb-123456789012-abc", "Slack token"],
    ["xapp-1-A012345-678", "Slack token"],
    [`glrt-${"a1".repeat(10)}`, "GitLab token"],
    [`SG.${"a1".repeat(11)}.${"b2".repeat(20)}`, "API key"],
    [`ya29.${"a1".repeat(20)}`, "Google token"],
    [`whsec_${"a1".repeat(16)}`, "webhook secret"],
    [`pypi-${"Ag".repeat(40)}`, "PyPI token"],
    ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJlMTIz", "JSON Web Token"],
    ["-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----", "private key"],
  ] as const
) {
  Deno.test(`Secrets recognizes ${name} by its form, such as ${secret.slice(0, 10)}`, () => {
    assert.equal(new Secrets().removeFrom(`It is ${secret}, they say.`), `It is [removed: ${name}], they say.`);
  });
}

Deno.test("Secrets removes passwords from URLs", () => {
  assert.equal(
    new Secrets().removeFrom("https://ada:hunter2@desk.example/mcp and https://desk.example/a:b@c"),
    "https://[removed: password in a URL]@desk.example/mcp and https://desk.example/a:b@c",
  );
});

for (
  const [text, clean] of [
    ["export DB_PASSWORD=hunter22 PORT=8080808", "export DB_PASSWORD=[removed: DB_PASSWORD] PORT=8080808"],
    ["PGPASSWORD=hunter22 psql", "PGPASSWORD=[removed: PGPASSWORD] psql"],
    ["SMTP_PASS=hunter22", "SMTP_PASS=[removed: SMTP_PASS]"],
    ["password: hunter22, please", "password: [removed: password], please"],
    ["X-Api-Key: abcdef123456", "X-Api-Key: [removed: X-Api-Key]"],
    ["aws_secret_access_key = wJalrXUtn/EMI7", "aws_secret_access_key = [removed: aws_secret_access_key]"],
    [
      `https://hooks.slack.com/services/T0/B0/${"a1".repeat(12)}`,
      "https://hooks.slack.com/services/[removed: secret in a URL]",
    ],
    ["AWS_SECRET_ACCESS_KEY='wJalrXUtn/EMI'", "AWS_SECRET_ACCESS_KEY='[removed: AWS_SECRET_ACCESS_KEY]'"],
    [
      "https://a.example/?access_token=abcdef12&page=2",
      "https://a.example/?access_token=[removed: access_token]&page=2",
    ],
    ["https://b.example/x?sv=2024&sig=abcDEF%2F12", "https://b.example/x?sv=2024&sig=[removed: secret in a URL]"],
    ['{"apiKey": "x y","user":"ada"}', '{"apiKey": "[removed: apiKey]","user":"ada"}'],
    ['"{\\"password\\":\\"x\\"}"', '"{\\"password\\":\\"[removed: password]\\"}"'],
    ['DB_PASSPHRASE="correct horse battery"', 'DB_PASSPHRASE="[removed: DB_PASSPHRASE]"'],
    ["DB_TOKEN='one two three'", "DB_TOKEN='[removed: DB_TOKEN]'"],
  ] as const
) {
  Deno.test(`Secrets removes what is assigned to a secret name, as in ${text.slice(0, 20)}`, () => {
    assert.equal(new Secrets().removeFrom(text), clean);
  });
}

for (const secret of ["plain", 'quo"ted', "back\\slash", "end\\", '\\"', "two\nlines"]) {
  Deno.test(`Secrets removes all of ${JSON.stringify(secret)} from JSON that is a text in JSON`, () => {
    let text = JSON.stringify({ password: secret, user: 'the "user"' });
    let clean = JSON.stringify({ password: "[removed: password]", user: 'the "user"' });
    for (let depth = 0; depth < 3; depth++) {
      assert.equal(new Secrets().removeFrom(text), clean);
      text = JSON.stringify(text);
      clean = JSON.stringify(clean);
    }
  });
}

Deno.test("getSecrets() selects variables with secret names", () => {
  const environment = {
    OPENAI_API_KEY: "1",
    SUPPORT_MCP_TOKEN: "2",
    SUPPORT_MCP_STATE_KEY: "3",
    DB_PASSWORD: "4",
    PATH: "5",
    SSH_AUTH_SOCK: "6",
    KEYBOARD: "7",
    PWD: "/home/ada/desk",
    MYSQL_PWD: "8",
    PGPASSWORD: "9",
    SSHPASS: "10",
    BYPASS: "11",
    COMPASS: "12",
  };
  assert.deepEqual(Object.values(getSecrets(environment)), ["1", "2", "3", "4", "8", "9", "10"]);
});
