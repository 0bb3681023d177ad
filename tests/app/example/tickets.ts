/** An example desk for screenshots and browser tests: people, problems and conversations of an imaginary company. */

import type { Priority, Tier } from "../../../store/mod.ts";

export interface ExampleTicket {
  subject: string;
  customer: string;
  priority?: Priority;
  assignee?: string;
  tags?: readonly string[];
  status?: "open" | "pending" | "on_hold" | "closed";
  /** Before now. */
  hours: number;
  description?: string;
  resolution?: string;
  comments?: readonly (readonly [kind: "reply" | "note" | "customer", author: string, hours: number, body: string])[];
}

export const TEAM = ["Ana Marques", "Jonas Weber", "Priya Nair", "Tom Okafor"] as const;
const [ANA, JONAS, PRIYA, TOM] = TEAM;

export const CUSTOMERS: readonly [email: string, name: string, tier: Tier, notes?: string][] = [
  [
    "mia.hoffmann@northwind.example",
    "Mia Hoffmann",
    "enterprise",
    "Runs the EU data centre. Prefers to be called before maintenance.",
  ],
  ["liam@brightleaf.example", "Liam Byrne", "pro"],
  ["sofia.rossi@lumen.example", "Sofia Rossi", "enterprise"],
  ["noah.kim@paperplane.example", "Noah Kim", "free"],
  ["emma@harborlight.example", "Emma Jansen", "pro"],
  ["omar.haddad@qamar.example", "عمر حداد", "pro"],
  ["chloe@fernandco.example", "Chloé Fern", "free"],
  ["it@stadtwerke-lindau.example", "Stadtwerke Lindau, IT", "enterprise"],
  ["yuki.tanaka@kawa.example", "Yuki Tanaka", "pro"],
  ["dev@tinyshop.example", "", "free"],
];

const [MIA, LIAM, SOFIA, NOAH, EMMA, OMAR, CHLOE, LINDAU, YUKI, DEV] = CUSTOMERS.map(([email]) => email) as [
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
  string,
];

/** Oldest first. */
export const TICKETS: readonly ExampleTicket[] = [
  {
    subject: "Sign-in loop after a password reset",
    customer: EMMA,
    status: "closed",
    hours: 340,
    tags: ["login"],
    description: "After the reset I land on the sign-in page again and again.",
    resolution:
      "An old session cookie was kept. Asked the customer to sign out everywhere once; fixed for all in release 4.18.",
  },
  {
    subject: "SSO users are asked for a password after the update",
    customer: LINDAU,
    status: "closed",
    hours: 210,
    tags: ["login", "sso"],
    description: "Since this morning our SSO users see the password form.",
    resolution:
      "The identity provider's certificate was renewed. Uploaded the new metadata, and turned on automatic renewal.",
  },
  {
    subject: "Invoice for October shows the wrong VAT id",
    customer: CHLOE,
    status: "closed",
    hours: 160,
    tags: ["billing"],
    resolution: "Corrected the VAT id and sent the invoice again.",
  },
  {
    subject: "Can I change the time zone of a shared calendar?",
    customer: NOAH,
    status: "closed",
    hours: 130,
    resolution: "Yes: Settings, Calendar, Time zone. Sent the link to the guide.",
  },
  {
    subject: "Export to CSV stops at 10,000 rows",
    customer: YUKI,
    status: "on_hold",
    assignee: TOM,
    priority: "medium",
    hours: 98,
    tags: ["export"],
  },
  {
    subject: "Two-factor codes arrive late by SMS",
    customer: OMAR,
    status: "pending",
    assignee: JONAS,
    priority: "medium",
    hours: 75,
    tags: ["login", "sms"],
  },
  {
    subject: "Please add our subsidiary to the contract",
    customer: MIA,
    status: "pending",
    assignee: ANA,
    priority: "low",
    hours: 70,
    tags: ["contract"],
  },
  {
    subject: "Search does not find words with ß",
    customer: LINDAU,
    status: "open",
    assignee: PRIYA,
    priority: "low",
    hours: 52,
    tags: ["search"],
  },
  {
    subject: "Refund for a double charge in November",
    customer: LIAM,
    status: "open",
    assignee: JONAS,
    priority: "high",
    hours: 31,
    tags: ["billing", "refund"],
  },
  { subject: "لا يمكنني تنزيل الفاتورة بصيغة PDF", customer: OMAR, status: "open", hours: 28, tags: ["billing"] },
  {
    subject: "Mobile app logs me out every day",
    customer: NOAH,
    status: "open",
    hours: 26,
    priority: "low",
    tags: ["mobile"],
  },
  {
    subject: "Webhook deliveries fail with status 410 since Tuesday",
    customer: DEV,
    status: "open",
    assignee: TOM,
    hours: 22,
    tags: ["api", "webhooks"],
  },
  {
    subject: "Attachments over 20 MB cannot be opened",
    customer: EMMA,
    status: "open",
    hours: 9,
    tags: ["attachments"],
  },
  {
    subject: "Subjects of mails from Japan show as question marks",
    customer: YUKI,
    status: "open",
    hours: 7,
    tags: ["mail", "encoding"],
  },
  {
    subject: "Payments page shows an error for cards from abroad",
    customer: SOFIA,
    status: "open",
    assignee: ANA,
    priority: "urgent",
    hours: 5.5,
    tags: ["billing", "incident"],
  },
  {
    subject: "All SSO sign-ins fail with “invalid audience”",
    customer: MIA,
    status: "open",
    assignee: ANA,
    priority: "urgent",
    hours: 4.2,
    tags: ["login", "sso", "incident"],
    description:
      "Hello,\n\nsince 09:40 none of our 1,200 people can sign in. The page says “invalid audience”. Nothing was changed " +
      "on our side. The provider's status page (https://status.idp.example/incidents/4711) is green.\n\nWe have a board meeting at " +
      "14:00, and the papers are in your system.\n\nMia Hoffmann",
    comments: [
      [
        "note",
        JONAS,
        4,
        "The audience in our metadata changed with release 4.21: it lost the trailing slash. @Priya can you confirm?",
      ],
      [
        "reply",
        ANA,
        3.8,
        "Hello Mia,\n\nthank you for the details. We have found the cause: a release this morning changed a value that your provider checks. " +
        "We are rolling it back now, and I will write again within half an hour.\n\nAna",
      ],
      ["note", PRIYA, 3.6, "Confirmed. Rollback is at 60 %."],
      [
        "customer",
        MIA,
        1.4,
        "It works again for most of us. About thirty people in Lindau still see the error. Could you have a look before 14:00?",
      ],
    ],
  },
  { subject: "Rate limit is too low for our nightly import", customer: DEV, status: "open", hours: 3, tags: ["api"] },
  {
    subject: "Data residency: is the backup in the EU?",
    customer: LINDAU,
    status: "open",
    priority: "high",
    hours: 2.5,
    tags: ["compliance", "contract", "gdpr", "backup"],
  },
  {
    subject: "Cannot invite people with a + in the address",
    customer: LIAM,
    status: "open",
    hours: 1.2,
    tags: ["invitations"],
  },
  {
    subject: "Dark theme: chart labels are unreadable",
    customer: CHLOE,
    status: "open",
    priority: "low",
    hours: 0.6,
    tags: ["ui"],
  },
  { subject: "Where do I find my customer number?", customer: NOAH, status: "open", hours: 0.2 },
];
